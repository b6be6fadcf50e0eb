import { AysCommand } from '../ays-command.ts'
import { isShell, SCRIPTS, SHELLS } from '../completion/shells.ts'
import { argument } from '../flags.ts'

export default class CompletionCommand extends AysCommand {
  static override readonly summary = 'Print the script that lets a shell complete the words of ays'
  static override readonly description =
    'Commands, flags, their values, and the names of services, templates, actions and runs of the repository.'
  static override readonly examples = [
    'source <(<%= config.bin %> <%= command.id %> bash)',
    'source <(<%= config.bin %> <%= command.id %> zsh)',
    '<%= config.bin %> <%= command.id %> fish | source',
  ]
  static override readonly args = {
    shell: argument({ required: true, options: [...SHELLS], description: SHELLS.join(', ') }),
  }

  override async run(): Promise<{ script: string }> {
    const { shell } = (await this.parse(CompletionCommand)).args
    const script = isShell(shell) ? SCRIPTS[shell] : ''
    this.log(script.trimEnd())
    return { script }
  }
}
