import { AysError, isRecordData } from '@ays/core'
import type { FastifyRequest } from 'fastify'
import type { Wire } from '../wire.ts'
import type { Route } from './route.ts'

/** What a URL answers, as somebody who may see everything gets it. */
export type Look = (url: string) => Promise<{ readonly etag: unknown; readonly document: unknown }>

type Asked = Pick<FastifyRequest, 'headers' | 'method' | 'params' | 'body'>

const TAG = /(?:W\/)?"[^"]*"/g

/**
 * Turns If-Match into `ifVersion` of the body, so that the commit itself checks what the caller has seen.
 * AYS_SERVICE_CHANGED when `GET /v1/services/:address` has another ETag, or none; AYS_REQUEST_INVALID where no
 * service is changed.
 */
export async function takeIfMatch(look: Look, route: Route, request: Asked): Promise<void> {
  const { headers, method, params } = request
  const wanted = headers['if-match']
  if (wanted === undefined || method === 'GET') return
  if (route.ifMatch !== true) throw notTaken(route)
  if (wanted.trim() === '*') return
  const address = isRecordData(params) ? String(params['address']) : ''
  const body = isRecordData(request.body) ? request.body : {}
  const seen = await versionOf(look, address, wanted)
  const { ifVersion = seen } = body
  if (seen === undefined || ifVersion !== seen) throw changed(address)
  request.body = { ...body, ifVersion }
}

/** The version of the service, while it has one of these ETags. */
async function versionOf(look: Look, address: string, tags: string): Promise<string | undefined> {
  const { etag, document } = await look(`/v1/services/${encodeURIComponent(address)}`)
  const isSeen = (tags.match(TAG) ?? []).some((tag) => tag === etag)
  return isSeen && isService(document) ? document.version : undefined
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
