import { AysError } from '@ays/core'
import { didYouMean } from '@ays/engine'
import { Config } from '@oclif/core'
import { AysCommand } from './ays-command.ts'
import { guard } from './plugins/guard.ts'
import { linkBases, unlinkBases } from './plugins/link-bases.ts'
import { type PluginReport, reportPlugins } from './plugins/plugin-report.ts'

/** Milliseconds that npm may take. */
const PATIENCE = 600_000

/** What the commands about plugins have in common; oclif's own plugin for plugins does the work. */
export abstract class PluginsCommand extends AysCommand {
  /** Installed plugins as they are now. */
  protected reports(): Promise<PluginReport[]> {
    return reportPlugins(this.config.root)
  }

  /** AYS_USAGE when it is not installed. */
  protected async report(name: string): Promise<PluginReport> {
    const reports = await this.reports()
    const found = reports.find((report) => report.name === name)
    if (found) return found
    const names = reports.map((report) => report.name)
    throw new AysError('AYS_USAGE', `no plugin "${name}" is installed`, {
      hint: didYouMean(name, names) ?? 'See those that are: ays plugins list',
    })
  }

  /**
   * Runs a command of oclif's plugin for plugins. What these have as a peer is this AYS, so npm need not fetch it.
   * AYS_PLUGIN_INSTALL.
   */
  protected async delegate(
    command: 'install' | 'link' | 'uninstall' | 'update',
    argv: readonly string[],
  ): Promise<void> {
    const { root } = this.config
    const config = await Config.load({ root, userPlugins: false })
    const { commands } = await import('@oclif/plugin-plugins')
    process.env['npm_config_legacy_peer_deps'] = 'true'
    process.env['AYS_NPM_LOG_LEVEL'] ??= 'notice'
    await unlinkBases(config)
    try {
      await onStderr(() =>
        guard(async () => commands[`plugins:${command}`].run([...argv], config), PATIENCE),
      )
    } catch (cause) {
      throw failed(command, cause)
    } finally {
      await linkBases(config)
    }
  }
}

/** What oclif and npm say is not what the command answers. */
async function onStderr<T>(run: () => Promise<T>): Promise<T> {
  const write = process.stdout.write.bind(process.stdout)
  const tell = process.stderr.write.bind(process.stderr)
  const tellUnlessMistaken = (...args: unknown[]): boolean =>
    isMistaken(args[0]) || Boolean(Reflect.apply(tell, undefined, args))
  process.stderr.write = tellUnlessMistaken
  process.stdout.write = tellUnlessMistaken
  try {
    return await run()
  } finally {
    process.stderr.write = tell
    process.stdout.write = write
  }
}

/** Said of every package whose "files" are patterns; what AYS loads of it is tried afterwards. */
function isMistaken(said: unknown): boolean {
  return String(said).includes('because the prepare script')
}

function failed(command: string, cause: unknown): AysError {
  const said = cause instanceof Error ? cause.message : ''
  const [, reason = said] = REASONS.find(([pattern]) => pattern.test(said)) ?? []
  return new AysError('AYS_PLUGIN_INSTALL', `plugins ${command}: ${reason}`, {
    cause,
    hint: 'npm says more with: AYS_NPM_LOG_LEVEL=verbose',
  })
}

/** What oclif says, better said. */
const REASONS: readonly (readonly [said: RegExp, meant: string])[] = [
  [/exited with code/, 'npm failed'],
  [/^plugin is invalid/, 'the package is no plugin: its package.json has no "oclif": {}'],
]
