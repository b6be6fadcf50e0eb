import { isAbsolute, normalize } from 'node:path'
import { isRecordData, type PluginManifest } from '@ays/core'
import satisfies from 'semver/functions/satisfies.js'
import validRange from 'semver/ranges/valid.js'
import { isText, member } from './json.ts'

/** A package, as found on disk. */
export interface PluginPackage {
  readonly name: string
  readonly root: string
  /** Its package.json. */
  readonly pjson: object
}

/** What the `ays` block of a package says. A package without one adds nothing. */
export interface ManifestReading {
  /** Empty when there are faults. */
  readonly manifest: PluginManifest
  /** Everything that is wrong, each a part of a sentence. */
  readonly faults: readonly string[]
}

/** What the names in a map of the manifest look like. */
const MAPS: Readonly<Record<string, { readonly what: string; readonly like: RegExp }>> = {
  stores: { what: 'scheme of a URL', like: /^[a-z][a-z0-9+.-]*$/ },
  hosts: { what: 'kind of host', like: /^[a-z][a-z0-9.-]*$/ },
  schemaFormats: { what: 'file extension', like: /^\.[a-z0-9.]+$/ },
}
/** All packages of AYS have one version. */
const BASES = ['@ays/core', '@ays/cli']
const KEYS = [...Object.keys(MAPS), 'packs']

/** Reads the `ays` block of a package for the AYS of this version; touches no other file. */
export function readManifest({ pjson }: PluginPackage, version: string): ManifestReading {
  const block = 'ays' in pjson ? pjson.ays : {}
  const faults = [...rangeFaults(pjson, version), ...blockFaults(block)]
  return isManifest(block) && faults.length === 0
    ? { manifest: block, faults }
    : { manifest: {}, faults }
}

/** The versions of AYS that a package says it works with: name and range of what it builds on. */
export function requirementsOf(pjson: object): [name: string, range: string][] {
  return BASES.flatMap((name): [string, string][] => {
    const ranges = ['peerDependencies', 'dependencies'].map((kind) =>
      member(member(pjson, kind), name),
    )
    const range = ranges.find(isText)
    // A folder or a tarball in place of a range says nothing of versions.
    return range === undefined || validRange(range) === null ? [] : [[name, range]]
  })
}

/** Why a package does not work with the AYS of this version; nothing when it does. */
export function rangeFaults(pjson: object, version: string): string[] {
  return requirementsOf(pjson)
    .filter(([, range]) => !satisfies(version, range, { includePrerelease: true }))
    .map(([name, range]) => `it is made for ${name} ${range}, and this is ${version}`)
}

function blockFaults(block: unknown): string[] {
  if (!isRecordData(block)) return ['the "ays" block of its package.json is no object']
  return [
    ...Object.keys(block).flatMap((key) =>
      KEYS.includes(key) ? [] : [`"ays.${key}" is unknown; known are ${KEYS.join(', ')}`],
    ),
    ...Object.keys(MAPS).flatMap((key) => mapFaults(key, block[key])),
    ...packFaults(block['packs']),
  ]
}

function mapFaults(key: string, map: unknown): string[] {
  if (map === undefined) return []
  if (!isRecordData(map)) return [`"ays.${key}" is no object of names and files`]
  const { what = '', like = /$/ } = MAPS[key] ?? {}
  return Object.entries(map).flatMap(([name, file]) => [
    ...(like.test(name) ? [] : [`"${name}" in "ays.${key}" is no ${what}`]),
    ...pathFaults(`ays.${key}.${name}`, file),
  ])
}

function packFaults(packs: unknown): string[] {
  if (packs === undefined) return []
  if (!Array.isArray(packs)) return ['"ays.packs" is no list of folders']
  return packs.flatMap((folder: unknown, at) => pathFaults(`ays.packs[${at}]`, folder))
}

function pathFaults(where: string, path: unknown): string[] {
  if (!isText(path) || path === '') return [`"${where}" is no path`]
  return leaves(path) ? [`"${where}" leaves the package: ${path}`] : []
}

/** A path that, taken from a folder, is not in it. */
export function leaves(path: string): boolean {
  const plain = path.replaceAll('\\', '/')
  return isAbsolute(path) || /^[a-z]:/i.test(plain) || /^\.\.(\/|$)/.test(normalize(plain))
}

function isManifest(block: unknown): block is PluginManifest {
  return blockFaults(block).length === 0
}
