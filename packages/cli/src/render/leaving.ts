import type { Screen } from './screen.ts'

/** What a migration writes and removes, in paths for people. */
export interface LeavingView {
  readonly files: readonly { readonly file: string; readonly text: string }[]
  readonly removed: readonly string[]
  readonly written: boolean
}

/** Every new text in full, and what goes. */
export function renderLeaving({ files, removed, written }: LeavingView, { paint }: Screen): string {
  const [write, remove] = written ? ['wrote', 'removed'] : ['would write', 'would remove']
  return [
    ...files.map(({ file, text }) => `${paint.bold(`${write} ${file}`)}\n\n${text}`),
    ...removed.map((file) => paint.bold(`${remove} ${file}`)),
    ...(written ? [] : ['', 'Proven: it means the same. Do it with --write.']),
  ].join('\n')
}
