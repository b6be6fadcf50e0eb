import { dirname, resolve } from 'node:path'
import type { Diagnostic, SourcePosition } from '@ays/core'
import type { Message, Metafile } from 'esbuild'

/** Packages whose whole purpose is to load a native module at run time. */
const LOADERS = new Set(['bindings', 'node-gyp-build', 'node-pre-gyp', '@mapbox/node-pre-gyp'])

/** What esbuild found wrong; nothing when the error is not one of its reports. */
export function buildDiagnostics(file: string, error: unknown): Diagnostic[] {
  if (!isBuildFailure(error)) return []
  return error.errors.map((message) => toDiagnostic(file, message))
}

/** One for each package that needs a native module. */
export function nativeDiagnostics(file: string, { inputs }: Metafile): Diagnostic[] {
  const natives = Object.entries(inputs)
    .filter(([, { imports }]) => imports.some(({ path }) => LOADERS.has(packageOf(path))))
    .map(([path]) => packageOf(path))
  return [...new Set(natives)].map((name) => nativeDiagnostic(name, startOf(file)))
}

/** What an actions file threw when it was loaded, where its own code stands in the stack. */
export function loadDiagnostic(file: string, error: string, stack: string): Diagnostic {
  const frames = [...stack.matchAll(/(\/[^\n()]+?):(\d+):(\d+)\)?$/gm)]
  const [, path, line, column] =
    frames.find(([, it]) => it?.startsWith(dirname(file)) && !it.includes('/node_modules/')) ?? []
  return {
    severity: 'error',
    code: 'AYS_ACTION_INVALID',
    summary: `the file cannot be loaded: ${error.split('\n')[0]}`,
    detail: 'The code outside of its functions runs once to learn what the file exports.',
    source:
      path === undefined
        ? startOf(file)
        : { file: path, line: Number(line), column: Number(column) },
  }
}

function isBuildFailure(error: unknown): error is { errors: readonly Message[] } {
  return error instanceof Error && 'errors' in error && Array.isArray(error.errors)
}

function toDiagnostic(file: string, { text, location, notes }: Message): Diagnostic {
  const source = location === null ? startOf(file) : positionOf(dirname(file), location)
  const native = /^No loader is configured for "\.node" files: (.*)/.exec(text)?.[1]
  if (native !== undefined) return nativeDiagnostic(packageOf(native), source)
  const detail = notes.map((note) => note.text).join(' ')
  const base = { severity: 'error', code: 'AYS_ACTION_INVALID', summary: text, source } as const
  return detail === '' ? base : { ...base, detail }
}

function nativeDiagnostic(name: string, source: SourcePosition): Diagnostic {
  return {
    severity: 'error',
    code: 'AYS_ACTION_INVALID',
    summary: `${name} is a native module, which cannot be bundled`,
    detail: 'An action is stored as text and runs anywhere. Call the program with exec instead.',
    source,
  }
}

function startOf(file: string): SourcePosition {
  return { file, line: 1, column: 1 }
}

/** esbuild counts columns in bytes, from 0. */
function positionOf(folder: string, location: NonNullable<Message['location']>): SourcePosition {
  const { file, line, column, lineText } = location
  const before = Buffer.from(lineText).subarray(0, column).toString()
  return { file: resolve(folder, file), line, column: before.length + 1 }
}

/** The package that a path lies in, or the path itself. */
function packageOf(path: string): string {
  const inside = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)
  if (!path.includes('node_modules/')) return path
  return inside.split('/', inside.startsWith('@') ? 2 : 1).join('/')
}
