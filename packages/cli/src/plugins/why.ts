/** What an error says, to stand behind a sentence. */
export function why(cause: unknown): string {
  return cause instanceof Error && cause.message !== '' ? `: ${cause.message}` : ''
}
