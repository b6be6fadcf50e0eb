import { isAbsolute, resolve } from 'node:path'

/** One entry of `packs:` in ays.yaml, understood. */
export type PackEntry =
  /** Read where it lies, as it is. */
  | { readonly kind: 'folder'; readonly text: string; readonly path: string }
  | { readonly kind: 'tarball'; readonly text: string; readonly path: string }
  /** An npm package; `spec` is what npm takes: `name`, `name@1.2.0`, `name@^1.0.0`, `name@next`. */
  | {
      readonly kind: 'package'
      readonly text: string
      readonly name: string
      readonly spec: string
    }

/** What an entry may be, as a regular expression of JSON Schema. No URLs: a registry is npm's to know. */
export const PACK_PATTERN = String.raw`^(\.|/|[A-Za-z]:[\\/]|(@[\w.~-]+/)?[\w~-][\w.~-]*(@[^:/@]+)?$)`

/** Paths start at the folder of ays.yaml. The text fits PACK_PATTERN. */
export function parsePackEntry(text: string, folder: string): PackEntry {
  if (text.startsWith('.') || isAbsolute(text)) {
    const kind = /\.(tgz|tar\.gz)$/.test(text) ? 'tarball' : 'folder'
    return { kind, text, path: resolve(folder, text) }
  }
  const at = text.indexOf('@', 1)
  return { kind: 'package', text, name: at === -1 ? text : text.slice(0, at), spec: text }
}
