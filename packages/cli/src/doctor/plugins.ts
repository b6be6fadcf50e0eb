import { reportPlugins } from '../plugins/plugin-report.ts'
import { error, examine, type Finding, type Look, ok } from './finding.ts'

/** The plugins that are installed for the command line in this folder. Loads no module of them. */
export function examinePlugins(root: string): Promise<Finding[]> {
  return examine('plugins', async () => {
    const plugins = await reportPlugins(root)
    if (plugins.length === 0) return [ok('none is installed')]
    return plugins.map(({ name, version, faults }): Look => {
      if (faults.length === 0) return ok(`${name} ${version}`.trimEnd())
      const mend = `ays plugins update, or: ays plugins uninstall ${name}`
      return error(`${name}: ${faults.join('; ')}`, mend)
    })
  })
}
