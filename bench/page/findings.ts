export const FINDINGS = '';
