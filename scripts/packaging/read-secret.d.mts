export function readSecret(question: string, variable: string): Promise<string>;
