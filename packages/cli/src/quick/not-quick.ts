/** The quick way does not know how to go on; nothing has been said yet, and oclif can run the command. */
export class NotQuick extends Error {}
