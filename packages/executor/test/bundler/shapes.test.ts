import { describe, expect, it } from 'vitest'
import { runBundle, TemplateFolder } from './template-folder.ts'

/** What AYS 8.1 cut actions out of their file by: each row of its behaviour has one here. */
interface Shape {
  readonly title: string
  readonly actions: string
  readonly file?: string
  /** Beside the actions file. */
  readonly files?: Readonly<Record<string, string>>
  /** What each action returns for the argument 2. */
  readonly returns: Readonly<Record<string, unknown>>
}

const long = 'x'.repeat(5000)

const shapes: readonly Shape[] = [
  {
    title: 'imports, constants and code before the first function belong to the actions',
    actions: `import { basename } from 'node:path'
      const BASE = '/srv'
      let count = 0
      count += 40
      export const install = (n: number) => basename(BASE) + (count + n)`,
    returns: { install: 'srv42' },
  },
  {
    title: 'code between and after the actions is theirs, too',
    actions: `export function install(n) { return twice(n) + LATE }
      function twice(n) { return n * 2 }
      export function start() { return LATE }
      const LATE = 'late'`,
    returns: { install: '4late', start: 'late' },
  },
  {
    title: 'comments, blank lines and indentation inside of strings are kept',
    actions: 'export const install = () => `a\n\n  # b\n\t// c\n`',
    returns: { install: 'a\n\n  # b\n\t// c\n' },
  },
  {
    title: 'documentation of one line or many, in front of an action or in it, ends where it ends',
    actions: `/** Installs. */
      export function install(n) { 'one line'; return n }
      /**
       * export function bogus() {}
       */
      export function start() {
        /* '''all that follows is documentation */
        return 'started'
      }
      // export function commented() {}`,
    returns: { install: 2, start: 'started' },
  },
  {
    title: 'tabs, two blanks and no indentation at all are the same',
    actions: `export function install(n) {
\tif (n === 2) {
  return 'two'
}
}`,
    returns: { install: 'two' },
  },
  {
    title: 'functions nested at any depth stay where they are',
    actions: `export function install(n: number) {
      function one() { return [1, 2].map((m) => { function two() { return m * n } return two() }) }
      return one()
    }`,
    returns: { install: [2, 4] },
  },
  {
    title: 'words that begin like a declaration are no actions',
    actions: `export const install = () => { const functional = 3; const exported = functional
      return exported }`,
    returns: { install: 3 },
  },
  {
    title: 'parameters may have defaults, be taken apart and span lines',
    actions: `export const install = (
        n: number,
        { a = (1, 2), ...rest }: { a?: number } = {},
      ): unknown => [n, a, rest]`,
    returns: { install: [2, 2, {}] },
  },
  {
    title: 'async functions and one-liners are actions like others',
    actions: `export async function install(n) { return n }
      export const start = async () => 'one line'
      export function stop() {}`,
    returns: { install: 2, start: 'one line', stop: undefined },
  },
  {
    title: 'a function that was made by another, however deep, is an action',
    actions: `const retry = (times) => (action) => (n) => Array.from({ length: times }, () => action(n))
      export const install = retry(2)(retry(1)((n) => n))
      export const bound = function () { return this.x }.bind({ x: 1 })`,
    returns: { bound: 1, install: [[2], [2]] },
  },
  {
    title: 'what is re-exported from other files, by name or all at once, is an action',
    actions: `export { install as setup } from './lib/install'
      export * from './lib/more.js'`,
    files: {
      'lib/install.ts': 'export const install = (n: number) => n',
      'lib/more.ts': `export const start = () => 'more'; export const PORT = 80`,
    },
    returns: { setup: 2, start: 'more' },
  },
  {
    title: 'helpers, constants, classes, types and the default export are no actions',
    actions: `export const _helper = () => 1
      export const PORT = 80
      export class Site { run() {} }
      export interface Data { root: string }
      export type Args = { force: boolean }
      export default function main() {}
      export const install = () => _helper()`,
    returns: { install: 1 },
  },
  {
    title: 'enums, decorators and private fields work',
    actions: `enum Level { Low = 1, High }
      const loud = (target: any, context: any) => function (this: any) { return target.call(this) + '!' }
      class Site { #name = 'site'; @loud name() { return this.#name } }
      export const install = () => new Site().name() + Level.High`,
    returns: { install: 'site!2' },
  },
  {
    title: 'decorators follow one another, in the order of their author, inside of an action too',
    actions: `const add = (text: string) => (target: any, context: any) =>
        function (this: any) { return target.call(this) + text }
      export function install() {
        class Site {
          @add('!') @add('?') name() { return 'site' }
        }
        return new Site().name()
      }`,
    returns: { install: 'site?!' },
  },
  {
    title: 'a file in the style of classes exports the methods that are its actions',
    actions: `class Actions {
        constructor(private readonly base: string) {}
        install(n: number) { return this.base + n }
        start() { return this.base }
      }
      const actions = new Actions('/srv')
      export const install = (n: number) => actions.install(n)
      export const start = actions.start.bind(actions)`,
    returns: { install: '/srv2', start: '/srv' },
  },
  {
    title: 'lines may be as long as they like',
    actions: `export const install = () => '${long}'`,
    returns: { install: long },
  },
  {
    title: 'names of functions and classes are the author’s when somebody asks for them',
    actions: `class SiteError extends Error {}
      export function install() { return [install.name, new SiteError().constructor.name] }`,
    returns: { install: ['install', 'SiteError'] },
  },
  {
    title: 'JavaScript with ESM and CommonJS packages of the pack is bundled whole',
    file: 'actions.js',
    actions: `import esm from 'an-esm'
      import { half } from 'a-cjs'
      export const install = (n) => esm(half(n))`,
    files: {
      'node_modules/an-esm/package.json': '{"name":"an-esm","type":"module","exports":"./it.js"}',
      'node_modules/an-esm/it.js': 'export default (n) => [n]',
      'node_modules/a-cjs/package.json': '{"name":"a-cjs","main":"it.js"}',
      'node_modules/a-cjs/it.js': `const { sep } = require('path'); exports.half = (n) => n / 2 + sep`,
    },
    returns: { install: ['1/'] },
  },
  {
    title: 'a CommonJS actions file is one, too',
    file: 'actions.js',
    actions: `const { sep } = require('node:path')
      exports.install = (n) => n + sep
      exports._helper = () => 1`,
    files: { 'package.json': '{"type":"commonjs"}' },
    returns: { install: '2/' },
  },
  {
    title: 'JSON and other files that can be imported are part of the code',
    actions: `import settings from './settings.json'
      export const install = () => settings.port`,
    files: { 'settings.json': '{ "port": 8080 }' },
    returns: { install: 8080 },
  },
  {
    title: 'top-level await works',
    actions: `const { sep } = await import('node:path')
      export const install = () => sep`,
    returns: { install: '/' },
  },
]

describe('EsbuildBundler takes an actions file of any shape', () => {
  it.each(shapes)('$title', async ({ file = 'actions.ts', actions, files, returns }) => {
    await using folder = await TemplateFolder.create({ [file]: actions, ...files })
    const bundles = await folder.bundle(file)
    expect(bundles.map(({ action }) => action)).toEqual(Object.keys(returns))
    const results = await Promise.all(
      bundles.map(async (bundle) => [bundle.action, await runBundle(bundle, 2)]),
    )
    expect(Object.fromEntries(results)).toEqual(returns)
  })

  it('no action sees what another one leaves in the file’s variables', async () => {
    await using folder = await TemplateFolder.create({
      'actions.ts': `let seen = 0
        export const install = () => ++seen
        export const start = () => seen`,
    })
    const [install, start] = await folder.bundle()
    if (!install || !start) throw new Error('both are actions')
    expect(await runBundle(install, 0)).toBe(1)
    expect(await runBundle(start, 0)).toBe(0)
  })
})
