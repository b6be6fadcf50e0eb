import { formatDiagnostic } from '@ays/core'
import { libraryOf } from './open-library.ts'

/** The template `a` that these files make, and what is said of it, without its folder. */
export async function loadTemplateOf(files: Readonly<Record<string, string>>) {
  const paths = Object.entries(files).map(([name, text]) => [`templates/a/${name}`, text])
  const library = await libraryOf(Object.fromEntries(paths))
  const { template, diagnostics = [] } = (await library.read('a')) ?? {}
  const said = diagnostics.map((one) => formatDiagnostic(one).replace('templates/a/', ''))
  return { template, said }
}
