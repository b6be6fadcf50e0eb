import { join } from 'node:path'
import { lookForRepository, readRepository, type Repository } from '@ays/engine'
import { AysCommand, type GlobalFlags } from '../ays-command.ts'
import { examineDaemon } from '../doctor/daemon.ts'
import { examine, type Finding, ok, warning } from '../doctor/finding.ts'
import { examineFolder } from '../doctor/folder.ts'
import { examineMachine } from '../doctor/machine.ts'
import { examinePlugins } from '../doctor/plugins.ts'
import { examineStore } from '../doctor/store.ts'
import { EXIT } from '../exit-codes.ts'
import { isText, member } from '../plugins/json.ts'
import { renderDoctor } from '../render/doctor.ts'

export default class Doctor extends AysCommand {
  static override readonly summary =
    'Check this machine and repository, and say how to mend each fault'
  static override readonly description =
    'What is broken does not keep it from looking at the rest. Changes nothing. Exit code 1 when there is an error.'
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --json',
  ]

  override async run(): Promise<{ findings: Finding[] }> {
    const { flags } = await this.parse(Doctor)
    const { root, version, pjson } = this.config
    const node = member(member(pjson, 'engines'), 'node')
    const findings = [
      ...(await examineMachine({ version, node: isText(node) ? node : '*' })),
      ...(await examinePlugins(root)),
      ...(await this.#examineRepository(flags)),
    ]
    this.log(renderDoctor(findings, this.screen))
    if (findings.some(({ state }) => state === 'error')) process.exitCode = EXIT.failed
    return { findings }
  }

  async #examineRepository(flags: GlobalFlags): Promise<Finding[]> {
    let repository: Repository | undefined
    const found = await examine('repository', async () => {
      const folder = lookForRepository(flags.repo ?? '.')
      if (folder === undefined) return [warning('there is none here', 'Make one with: ays init')]
      repository = await readRepository(folder)
      return [ok(folder)]
    })
    if (!repository) return found
    const installed = join(this.config.root, 'oclif.manifest.json')
    return [
      ...found,
      ...(await examineFolder(repository)),
      ...(await examineDaemon(repository, { installed, ...this.options })),
      ...(await examineStore(() => this.open(flags), this.options)),
    ]
  }
}
