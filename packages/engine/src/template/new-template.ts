import { randomBytes } from 'node:crypto'

/** A first template, by file name: it works as it is, and shows where what is written. */
export function newTemplate(
  name: string,
  schema: 'hrd' | 'capnp',
  dataType: string,
): Readonly<Record<string, string>> {
  return {
    ...(schema === 'hrd'
      ? { 'schema.hrd': HRD }
      : { 'schema.capnp': `@0x${newId()};\n\n${CAPNP}` }),
    'actions.ts': actionsText(dataType),
    'actor.yaml': ACTOR,
    'README.md': readmeText(name),
  }
}

/** The first bit of an id of Cap'n Proto is set. */
function newId(): string {
  const bytes = randomBytes(8)
  bytes[0] = (bytes[0] ?? 0) | 0x80
  return bytes.toString('hex')
}

const HRD = `path = type:str descr:'the file that the service keeps'
text = type:str default:'Hello' descr:'what is in it'
size = type:int descr:'how many bytes it has; set by install'
`

const CAPNP = `struct Schema {
  path @0 :Text;
  # The file that the service keeps.
  text @1 :Text = "Hello";
  # What is in it.
  size @2 :UInt32;
  # How many bytes it has; set by install.
}
`

function actionsText(data: string): string {
  return `import { readFile, rm, stat, writeFile } from 'node:fs/promises'
import type { Action } from '@ays/core'
import type { ${data} } from './schema.gen.js'

/** When the service is new, and again when one of its fields has changed. */
export const install: Action<${data}> = async ({ service, log }) => {
  const { path, text } = service.data
  await writeFile(path, text)
  log.info(\`wrote \${path}\`)
  return { size: (await stat(path)).size }
}

/** \`ays do monitor\`: fails when it is not as it should be. */
export const monitor: Action<${data}> = async ({ service }) => {
  const { path, text } = service.data
  if ((await readFile(path, 'utf8')) !== text) throw new Error(\`\${path} was changed\`)
}

/** Before the service goes. */
export const uninstall: Action<${data}> = async ({ service }) => {
  await rm(service.data.path, { force: true })
}
`
}

const ACTOR = `# What the actor is beside its fields and its code; all of it may be left out.
actions:
  install: { timeout: 1m, retry: [1s] }
`

function readmeText(name: string): string {
  return `# ${name}

Keeps a file: \`install\` writes \`text\` to \`path\`, \`monitor\` looks whether it is still there, \`uninstall\`
removes it. In a blueprint:

\`\`\`yaml
${name}__mine:
  path: /tmp/mine.txt
\`\`\`

After a change of the schema: \`ays template types ${name}\`, then \`ays template check ${name}\`.
`
}
