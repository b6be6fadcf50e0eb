import { AysError, isRecordData } from '@ays/core'
import type { FastifyRequest } from 'fastify'
import type { Wire } from '../wire.ts'
import type { Route } from './route.ts'

/** What a URL answers, as somebody who may see everything gets it. */
export type Look = (url: string) => Promise<{
  readonly status: number
  readonly etag: unknown
  readonly document: unknown
}>

type Asked = Pick<FastifyRequest, 'headers' | 'method' | 'params' | 'body'>

const TAG = /(?:W\/)?"[^"]*"/g

/**
 * Turns If-Match into `ifVersion` of the body, so that the commit itself checks what the caller has seen.
 * AYS_SERVICE_CHANGED when `GET /v1/services/:address` has another ETag; AYS_REQUEST_INVALID where no
 * service is changed.
 */
export async function takeIfMatch(look: Look, route: Route, request: Asked): Promise<void> {
  const { headers, method, params, body } = request
  const wanted = headers['if-match']
  if (wanted === undefined || method === 'GET') return
  if (route.ifMatch !== true) throw notTaken(route)
  if (wanted.trim() === '*' || !isRecordData(params)) return
  const address = String(params['address'])
  const { status, etag, document } = await look(`/v1/services/${encodeURIComponent(address)}`)
  // What there is not the operation itself says best.
  if (status !== 200 || !isService(document) || !isRecordData(body)) return
  const { ifVersion = document.version } = body
  const isSeen = (wanted.match(TAG) ?? []).some((tag) => tag === etag)
  if (!isSeen || ifVersion !== document.version) throw changed(address)
  request.body = { ...body, ifVersion }
}

function isService(document: unknown): document is Pick<Wire['ServiceDetail'], 'version'> {
  return isRecordData(document) && typeof document['version'] === 'string'
}

function changed(address: string): AysError {
  return new AysError('AYS_SERVICE_CHANGED', `${address} has another ETag now`, {
    hint: `Look at it again, and then decide: GET /v1/services/${address}`,
  })
}

function notTaken({ id }: Route): AysError {
  return new AysError('AYS_REQUEST_INVALID', `the operation ${id} takes no If-Match`, {
    details: { status: 400 },
    hint: 'Leave the header out: what the operation hangs on stands in its body.',
  })
}
