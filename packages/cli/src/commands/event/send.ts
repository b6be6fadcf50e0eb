import type { EventInfo } from '@ays/core'
import { whoAmI } from '@ays/engine'
import { Flags } from '@oclif/core'
import { readArgs } from '../../action-args.ts'
import { AysCommand } from '../../ays-command.ts'
import { defined } from '../../defined.ts'
import { argument } from '../../flags.ts'

export default class EventSend extends AysCommand {
  static override readonly summary = 'Send an event to the services that hear it'
  static override readonly description = `It is stored at once. A daemon starts one run of all services whose template or blueprint has a filter that takes it;
their actions get the data as args. A secret is read from the environment variable AYS_EVENT_SECRET.`
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %> deploy --data version=1.4 --tag prod',
    '<%= config.bin %> <%= command.id %> new --channel mail --role inbox --instance sales',
  ]
  static override readonly args = {
    name: argument({
      name: 'NAME',
      required: true,
      description: 'The command that filters ask for',
    }),
  }
  static override readonly flags = {
    channel: Flags.string({ helpValue: 'NAME', summary: 'By default generic' }),
    data: Flags.string({
      multiple: true,
      multipleNonGreedy: true,
      helpValue: 'key=value',
      summary:
        'What the actions get; numbers, true, false, null, [...] and {...} are taken as JSON',
    }),
    'data-file': Flags.string({ helpValue: 'FILE', summary: 'The same as a JSON object' }),
    tag: Flags.string({
      multiple: true,
      multipleNonGreedy: true,
      helpValue: 'TAG',
      summary: 'Filters may ask for it; may be given several times',
    }),
    role: Flags.string({ summary: 'Only services of this role hear it' }),
    instance: Flags.string({ summary: 'Only the service with this name hears it' }),
    source: Flags.string({
      summary: 'Who it comes from, by default you: events of one source keep their order',
    }),
  }

  override async run(): Promise<EventInfo> {
    const { args, flags } = await this.parse(EventSend)
    const payload = await readArgs(flags.data, flags['data-file'], '--data')
    const { api } = await this.open(flags)
    const { channel, tag: tags, role, instance: service, source } = flags
    const secret = process.env['AYS_EVENT_SECRET']
    const given = defined({ channel, tags, role, service, source, payload, secret })
    const event = await api.sendEvent({ name: args.name, who: whoAmI(), ...given }, this.options)
    this.log(`Event ${event.id} is sent; follow it with: ays event show ${event.id}`)
    return event
  }
}
