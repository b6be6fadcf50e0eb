import type { Ignored } from './git-ignore.ts'

/** What comes of the example. */
export const EXAMPLE_MAKES: Ignored = { pattern: 'public/', why: 'What the example makes' }

/** The files of a first repository, by their paths: two templates, and a blueprint that uses them. */
export const EXAMPLE: Readonly<Record<string, string>> = {
  'blueprints/1_hello.yaml': `# Two services. Try: ays plan, ays apply, ays service list, ays destroy
folder__site:
  path: public

page__index:
  folder: site
  text: Hello from AYS
`,
  'templates/folder/schema.hrd': `path = type:str descr:'where the folder is'
`,
  'templates/folder/actions.ts': `import { mkdir, rmdir } from 'node:fs/promises'
import type { Action } from '@ays/core'

interface Folder {
  readonly path: string
}

export const install: Action<Folder> = async ({ service, log }) => {
  await mkdir(service.data.path, { recursive: true })
  log.info(\`\${service.data.path} is there\`)
}

/** Done twice when a run is gone on with: the folder may be gone already. */
export const uninstall: Action<Folder> = async ({ service }) => {
  await rmdir(service.data.path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
  })
}
`,
  'templates/page/schema.hrd': `folder = type:str parent:folder descr:'the folder that holds the page'
text = type:str default:'Hello' descr:'what the page says'
`,
  'templates/page/actions.ts': `import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Action, ActionContext } from '@ays/core'

interface Page {
  readonly text: string
}

export const install: Action<Page> = async (context) => {
  await writeFile(fileOf(context), \`<h1>\${context.service.data.text}</h1>\\n\`)
  context.log.info(\`wrote \${fileOf(context)}\`)
}

export const uninstall: Action<Page> = async (context) => {
  await rm(fileOf(context), { force: true })
}

function fileOf({ parent, service }: ActionContext<Page>): string {
  return join(String(parent?.data['path']), \`\${service.name}.html\`)
}
`,
}
