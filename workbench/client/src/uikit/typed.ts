/** What stands in the input that an event comes from; Fuselage's handlers do not say that it is one. */
export const typedIn = ({ target }: { target: EventTarget }): string => (target as HTMLInputElement).value;
