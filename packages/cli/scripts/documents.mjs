// Makes documents.schema.json of what the commands' run() says it answers, so that what --json prints and
// its schema cannot differ; with --check says whether it is stale.
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { createGenerator } from 'ts-json-schema-generator'
import { modern } from '../../../scripts/json-schema.mjs'

const folder = fileURLToPath(new URL('..', import.meta.url))
const target = path.join(folder, 'documents.schema.json')
const source = path.join(folder, 'src/temp-documents.ts')

const text = `${JSON.stringify(schema(), undefined, 2)}\n`
if (text !== read()) {
  if (process.argv.includes('--check')) {
    console.error('packages/cli/documents.schema.json is stale: run `npm run generate`')
    process.exitCode = 1
  } else {
    writeFileSync(target, text)
    console.log('packages/cli/documents.schema.json')
  }
}

/** `$defs` has one schema for each command, by its words, `failure` and what they share. */
function schema() {
  writeFileSync(source, documents(commandFiles()))
  try {
    const generator = createGenerator({
      path: source,
      tsconfig: path.join(folder, 'tsconfig.json'),
      type: 'Documents',
      skipTypeCheck: true,
      additionalProperties: false,
    })
    const { Documents, ...shared } = modern(generator.createSchema('Documents').definitions)
    const all = JSON.stringify({ ...shared, ...Documents.properties })
    // What it cannot find, the generator takes for anything.
    const unknown = Object.keys(Documents.properties).filter((words) =>
      isAnything(Documents, words),
    )
    if (unknown.join() !== 'schema decode') throw new Error(`no types of: ${unknown.join(', ')}`)
    return {
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      title: 'What the commands of ays print with --json',
      $defs: JSON.parse(all.replaceAll('#/definitions/', '#/$defs/')),
    }
  } finally {
    rmSync(source)
  }
}

function isAnything({ properties }, words) {
  return Object.keys(properties[words]).length === 0
}

function commandFiles() {
  const files = readdirSync(path.join(folder, 'src/commands'), { recursive: true })
  return files.filter((file) => file.endsWith('.ts')).toSorted((a, b) => (a < b ? -1 : 1))
}

/** An interface with what each command answers, in a module that imports the types for it. */
function documents(files) {
  const members = ['  failure: { error: ErrorData }\n']
  const imports = new Map([['ErrorData', "{ ErrorData } from '@ays/core'"]])
  for (const file of files) {
    const code = readFileSync(path.join(folder, 'src/commands', file), 'utf8')
    const type = /async run\(\): Promise<(.*)> \{\n/.exec(code)?.[1]
    if (type === undefined) throw new Error(`${file} does not say what run() answers`)
    for (const [name] of type.matchAll(/\b[A-Z]\w*/g)) {
      const found = importOf(name, code, file)
      if ((imports.get(name) ?? found) !== found) throw new Error(`${file}: two types are ${name}`)
      imports.set(name, found)
    }
    members.push(`  '${wordsOf(file)}': ${type}\n`)
  }
  const lines = [...imports.values()].map((found) => `import type ${found}\n`)
  return `${lines.join('')}export interface Documents {\n${members.join('')}}\n`
}

/** Where a type that a command uses comes from: what the command imports it from, or the command itself. */
function importOf(name, code, file) {
  for (const [, names, from] of code.matchAll(/^import (?:type )?\{([^}]*)\} from '([^']+)'/gm)) {
    const [clause] = new RegExp(String.raw`\b(\w+ as )?${name}\b(?! as)`).exec(names) ?? []
    if (clause === undefined) continue
    const module = from.startsWith('.') ? relative(path.posix.join(file, '..', from)) : from
    return `{ ${clause} } from '${module}'`
  }
  return `{ ${name} } from '${relative(file)}'`
}

/** From src, for a path from src/commands. */
function relative(file) {
  return `./${path.posix.join('commands', file)}`
}

function wordsOf(file) {
  return file.replace(/(\/index)?\.ts$/, '').replaceAll('/', ' ')
}

function read() {
  try {
    return readFileSync(target, 'utf8')
  } catch {
    return undefined
  }
}
