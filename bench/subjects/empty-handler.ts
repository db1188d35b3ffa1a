/** The least that a function can be: what remains is the price of a process. */
export const handler = async (): Promise<object> => ({});
