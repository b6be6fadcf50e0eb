import type { PlanRequest, Scope } from '@ays/core'
import { type Route, route } from './route.ts'

/** What is asked of the work of a daemon. */
export const WORK_ROUTES: readonly Route[] = [
  route({
    id: 'submitRun',
    scope: ({ body }) => scopeOfRequest(body.request),
    method: 'POST',
    url: '/queue',
    summary: 'Queue a run; the same key again answers the same submission',
    body: 'SubmitRequest',
    answer: 'SubmissionInfo',
    call: (api, { body }, options) => api.submitRun(body, options),
  }),
  route({
    id: 'listQueue',
    scope: 'read',
    method: 'GET',
    url: '/queue',
    summary: 'Submissions, newest first',
    query: 'QueueFilter',
    answer: 'Submissions',
    next: ({ id }) => ({ before: id }),
    call: (api, { query }, options) => api.listQueue(query, options),
  }),
  route({
    id: 'showSubmission',
    scope: 'read',
    method: 'GET',
    url: '/queue/:id',
    summary: 'How far a submission is',
    path: 'IdPath',
    answer: 'SubmissionInfo',
    call: (api, { path }, options) => api.showSubmission(path.id, options),
  }),
  route({
    id: 'cancelSubmission',
    scope: 'run',
    method: 'POST',
    url: '/queue/:id/cancel',
    summary: 'Take a submission out of the queue, or cancel its run',
    path: 'IdPath',
    answer: 'SubmissionInfo',
    call: (api, { path }, options) => api.cancelSubmission(path.id, options),
  }),
  route({
    id: 'sendEvent',
    scope: 'run',
    method: 'POST',
    url: '/events',
    summary: 'Send an event',
    body: 'NewEvent',
    answer: 'EventInfo',
    call: (api, { body }, options) => api.sendEvent(body, options),
  }),
  route({
    id: 'listEvents',
    scope: 'read',
    method: 'GET',
    url: '/events',
    summary: 'Events, newest first',
    query: 'EventsFilter',
    answer: 'Events',
    next: ({ id }) => ({ before: id }),
    call: (api, { query }, options) => api.listEvents(query, options),
  }),
  route({
    id: 'showEvent',
    scope: 'read',
    method: 'GET',
    url: '/events/:id',
    summary: 'An event with its payload',
    path: 'IdPath',
    answer: 'EventDetail',
    call: (api, { path }, options) => api.showEvent(path.id, options),
  }),
  route({
    id: 'replayEvent',
    scope: 'run',
    method: 'POST',
    url: '/events/:id/replay',
    summary: 'Look at an event anew, with the filters of now',
    path: 'IdPath',
    answer: 'EventInfo',
    call: (api, { path }, options) => api.replayEvent(path.id, options),
  }),
  route({
    id: 'pauseService',
    scope: 'run',
    ifMatch: true,
    method: 'PUT',
    url: '/services/:address/paused',
    summary: 'Whether what recurs of a service does so',
    path: 'ServicePath',
    body: 'PauseChange',
    answer: 'ServiceDetail',
    call: (api, { path, body }, options) => api.pauseService(path.address, body, options),
  }),
]

/** What only does what services are there for changes none. */
function scopeOfRequest(request: PlanRequest): Scope {
  if (request.kind === 'pending') return 'run'
  return request.kind === 'do' && request.action !== 'delete' ? 'run' : 'write'
}
