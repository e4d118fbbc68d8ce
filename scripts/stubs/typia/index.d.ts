declare const typia: unknown;
export default typia;
