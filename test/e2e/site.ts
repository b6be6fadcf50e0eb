import type { Journal } from '../harness/journal.ts'
import type { RepositoryFiles } from '../harness/temp-repository.ts'

/** A small site, as a user would declare it: a web server and a job queue on one database. */
export const SITE = `db__main:
  port: 5432
web__shop:
  db: main
  ratio: 0.1
queue__mail:
  db: main
`

/** A repository with the site's templates; every action writes to the journal. */
export function siteFiles(journal: Journal, blueprint = SITE): RepositoryFiles {
  const life = ['install', 'start', 'stop', 'uninstall']
  return {
    templates: {
      db: {
        schema: 'port = type:int default:5432\n',
        actions: journal.actions([...life, 'processChange']),
      },
      web: {
        schema:
          'db = type:str consume:db:1\nratio = type:float default:0.5\nurl = type:str\nload = type:float\n',
        // Fields of its own: what a blueprint does not say.
        actions: journal.actions(
          ['start', 'stop', 'uninstall', 'check'],
          `export const install = (context) => {
            _do('install', context)
            return { url: 'http://' + context.service.name, load: 0.1 + 0.2 }
          }`,
        ),
      },
      queue: {
        schema: 'db = type:str consume:db:1\nsize = type:int default:1\n',
        actions: journal.actions(life),
      },
    },
    blueprints: { 'site.yaml': blueprint },
  }
}
