import { AysError, isRecordData, type Json, type NewEvent } from '@ays/core'

/** What a webhook brings. */
export interface WebhookCall {
  readonly channel: string
  /** As it came: what a signature signs. */
  readonly body: string
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
}

type Body = Readonly<Record<string, Json>>

/** Channels whose webhooks have a form of their own. */
const CHANNELS: Readonly<Record<string, (call: WebhookCall, body: Body) => NewEvent>> = {
  github: readGithub,
}

/** The event that a webhook means: `github` as GitHub sends it, any other channel as AYS 9 took it. AYS_USAGE. */
export function readWebhook(call: WebhookCall): NewEvent {
  const { channel, body } = call
  const read = Object.hasOwn(CHANNELS, channel) ? CHANNELS[channel] : undefined
  const event = (read ?? readGeneric)(call, parseBody(body))
  const signature = signatureOf(call)
  return { ...event, channel, ...(signature !== undefined && { signature, signed: body }) }
}

function parseBody(text: string): Body {
  try {
    const body: Json = JSON.parse(text)
    if (isObject(body)) return body
  } catch {
    // Told below.
  }
  throw new AysError('AYS_USAGE', 'the body of a webhook must be a JSON object', {
    hint: 'Let GitHub send it as application/json.',
  })
}

function isObject(value: Json | undefined): value is Body {
  return isRecordData(value)
}

/** The name stands in a header; the repository is the source, what was done a tag. */
function readGithub(call: WebhookCall, body: Body): NewEvent {
  const { action, repository } = body
  const source = isObject(repository) ? textOf(repository['full_name']) : undefined
  const tag = textOf(action)
  return {
    name: headerOf(call, 'x-github-event') ?? '',
    payload: body,
    ...(source !== undefined && { source }),
    ...(tag !== undefined && { tags: [tag] }),
  }
}

/** `{ command, secret, tags, source, payload }`; the secret may stand in a header. */
function readGeneric(call: WebhookCall, body: Body): NewEvent {
  const { command, tags, payload = null } = body
  const source = textOf(body['source'])
  const secret = textOf(body['secret']) ?? headerOf(call, 'x-ays-secret')
  return {
    name: textOf(command) ?? '',
    payload,
    ...(Array.isArray(tags) && { tags: tags.filter((tag) => typeof tag === 'string') }),
    ...(source !== undefined && { source }),
    ...(secret !== undefined && { secret }),
  }
}

function textOf(value: Json | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined
}

/** `sha256=<hex>`, as GitHub signs, and others after it. */
function signatureOf(call: WebhookCall): string | undefined {
  const given = headerOf(call, 'x-hub-signature-256') ?? headerOf(call, 'x-ays-signature')
  return given?.replace(/^sha256=/, '').toLowerCase()
}

function headerOf({ headers }: WebhookCall, name: string): string | undefined {
  const value = headers[name]
  return typeof value === 'string' ? value : undefined
}
