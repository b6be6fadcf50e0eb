// Made by `npm run generate`. Never edited by hand.

import type { Wire } from '../wire.ts'

/** Method and URL of every operation. */
export const OPERATIONS = {
  health: { method: 'GET', url: '/healthz' },
  ready: { method: 'GET', url: '/readyz' },
  abortCall: { method: 'DELETE', url: '/v1/calls/{call}' },
  info: { method: 'GET', url: '/v1/info' },
  listTemplates: { method: 'GET', url: '/v1/templates' },
  createTemplate: { method: 'POST', url: '/v1/templates' },
  showTemplate: { method: 'GET', url: '/v1/templates/{name}' },
  checkTemplates: { method: 'POST', url: '/v1/templates/check' },
  writeTypes: { method: 'POST', url: '/v1/templates/types' },
  validate: { method: 'POST', url: '/v1/validations' },
  plan: { method: 'POST', url: '/v1/plans' },
  savePlan: { method: 'GET', url: '/v1/plans/{plan}/file' },
  apply: { method: 'POST', url: '/v1/runs' },
  listRuns: { method: 'GET', url: '/v1/runs' },
  showRun: { method: 'GET', url: '/v1/runs/{run}' },
  logs: { method: 'GET', url: '/v1/runs/{run}/logs' },
  resumeRun: { method: 'POST', url: '/v1/runs/{run}/resume' },
  retryRun: { method: 'POST', url: '/v1/runs/{run}/retry' },
  cancelRun: { method: 'POST', url: '/v1/runs/{run}/cancel' },
  watchRun: { method: 'GET', url: '/v1/runs/{run}/watch' },
  watchChanges: { method: 'GET', url: '/v1/changes' },
  deleteRuns: { method: 'POST', url: '/v1/runs/delete' },
  compactStore: { method: 'POST', url: '/v1/store/compact' },
  graph: { method: 'GET', url: '/v1/graph' },
  listServices: { method: 'GET', url: '/v1/services' },
  showService: { method: 'GET', url: '/v1/services/{address}' },
  why: { method: 'GET', url: '/v1/services/{address}/why' },
  serviceHistory: { method: 'GET', url: '/v1/services/{address}/history' },
  diffService: { method: 'GET', url: '/v1/services/{address}/diff' },
  showServiceAt: { method: 'GET', url: '/v1/services/{address}/past' },
  setServiceState: { method: 'POST', url: '/v1/services/{address}/state' },
  forgetService: { method: 'POST', url: '/v1/services/{address}/forget' },
  listActors: { method: 'GET', url: '/v1/actors' },
  showActor: { method: 'GET', url: '/v1/actors/{name}' },
  createToken: { method: 'POST', url: '/v1/tokens' },
  listTokens: { method: 'GET', url: '/v1/tokens' },
  revokeToken: { method: 'POST', url: '/v1/tokens/{token}/revoke' },
  listAudit: { method: 'GET', url: '/v1/audit' },
  submitRun: { method: 'POST', url: '/v1/queue' },
  listQueue: { method: 'GET', url: '/v1/queue' },
  showSubmission: { method: 'GET', url: '/v1/queue/{id}' },
  cancelSubmission: { method: 'POST', url: '/v1/queue/{id}/cancel' },
  sendEvent: { method: 'POST', url: '/v1/events' },
  listEvents: { method: 'GET', url: '/v1/events' },
  showEvent: { method: 'GET', url: '/v1/events/{id}' },
  replayEvent: { method: 'POST', url: '/v1/events/{id}/replay' },
  pauseService: { method: 'PUT', url: '/v1/services/{address}/paused' },
  exportServices: { method: 'GET', url: '/v1/export' },
  importServices: { method: 'POST', url: '/v1/import' },
  receiveWebhook: { method: 'POST', url: '/v1/webhooks/{channel}' },
} as const

/** What every operation takes and answers. */
export interface Operations {
  health: {
    path: undefined
    query: undefined
    body: undefined
    answer: Wire['Health']
  }
  ready: {
    path: undefined
    query: undefined
    body: undefined
    answer: Wire['Health']
  }
  abortCall: {
    path: Wire['CallPath']
    query: undefined
    body: undefined
    answer: undefined
  }
  info: {
    path: undefined
    query: undefined
    body: undefined
    answer: Wire['RepositoryInfo']
  }
  listTemplates: {
    path: undefined
    query: undefined
    body: undefined
    answer: Wire['TemplateList']
  }
  createTemplate: {
    path: undefined
    query: undefined
    body: Wire['NewTemplate']
    answer: Wire['NewTemplateReport']
  }
  showTemplate: {
    path: Wire['NamePath']
    query: undefined
    body: undefined
    answer: Wire['TemplateDetail']
  }
  checkTemplates: {
    path: undefined
    query: undefined
    body: Wire['TemplateCheckRequest']
    answer: Wire['TemplateCheck']
  }
  writeTypes: {
    path: undefined
    query: undefined
    body: Wire['TypesRequest']
    answer: Wire['TypesReport']
  }
  validate: {
    path: undefined
    query: undefined
    body: Wire['ValidateRequest']
    answer: Wire['ValidateReport']
  }
  plan: {
    path: undefined
    query: undefined
    body: Wire['PlanRequest']
    answer: Wire['Plan']
  }
  savePlan: {
    path: Wire['PlanPath']
    query: undefined
    body: undefined
    answer: Wire['PlanFile']
  }
  apply: {
    path: undefined
    query: undefined
    body: Wire['ApplyRequest']
    answer: Wire['ApplyReport']
  }
  listRuns: {
    path: undefined
    query: Wire['RunFilter']
    body: undefined
    answer: Wire['Runs']
  }
  showRun: {
    path: Wire['RunPath']
    query: undefined
    body: undefined
    answer: Wire['RunDetail']
  }
  logs: {
    path: Wire['RunPath']
    query: Wire['LogFilter']
    body: undefined
    answer: Wire['LogLines']
  }
  resumeRun: {
    path: Wire['RunPath']
    query: undefined
    body: Wire['ResumeRequest']
    answer: Wire['RunDetail']
  }
  retryRun: {
    path: Wire['RunPath']
    query: undefined
    body: Wire['RetryRequest']
    answer: Wire['RunDetail']
  }
  cancelRun: {
    path: Wire['RunPath']
    query: undefined
    body: Wire['CancelRequest']
    answer: Wire['RunDetail']
  }
  watchRun: {
    path: Wire['RunPath']
    query: Wire['WatchQuery']
    body: undefined
    answer: Wire['RunDetail']
  }
  watchChanges: {
    path: undefined
    query: Wire['ChangesQuery']
    body: undefined
    answer: undefined
  }
  deleteRuns: {
    path: undefined
    query: undefined
    body: Wire['RunSelection']
    answer: Wire['RunIds']
  }
  compactStore: {
    path: undefined
    query: undefined
    body: undefined
    answer: Wire['CompactReport']
  }
  graph: {
    path: undefined
    query: Wire['GraphQuery']
    body: undefined
    answer: Wire['GraphInfo']
  }
  listServices: {
    path: undefined
    query: Wire['ServiceFilter']
    body: undefined
    answer: Wire['Services']
  }
  showService: {
    path: Wire['ServicePath']
    query: Wire['SecretsQuery']
    body: undefined
    answer: Wire['ServiceDetail']
  }
  why: {
    path: Wire['ServicePath']
    query: Wire['WhyQuery']
    body: undefined
    answer: Wire['WhyReport']
  }
  serviceHistory: {
    path: Wire['ServicePath']
    query: Wire['HistoryQuery']
    body: undefined
    answer: Wire['ServiceHistory']
  }
  diffService: {
    path: Wire['ServicePath']
    query: Wire['RevisionQuery']
    body: undefined
    answer: Wire['ServiceDiff']
  }
  showServiceAt: {
    path: Wire['ServicePath']
    query: Wire['PastQuery']
    body: undefined
    answer: Wire['ServiceSnapshot']
  }
  setServiceState: {
    path: Wire['ServicePath']
    query: undefined
    body: Wire['StateChange']
    answer: Wire['ActionStateInfo']
  }
  forgetService: {
    path: Wire['ServicePath']
    query: undefined
    body: Wire['ForgetRequest']
    answer: Wire['ForgetReport']
  }
  listActors: {
    path: undefined
    query: undefined
    body: undefined
    answer: Wire['Actors']
  }
  showActor: {
    path: Wire['NamePath']
    query: undefined
    body: undefined
    answer: Wire['ActorDetail']
  }
  createToken: {
    path: undefined
    query: undefined
    body: Wire['NewToken']
    answer: Wire['CreatedToken']
  }
  listTokens: {
    path: undefined
    query: undefined
    body: undefined
    answer: Wire['Tokens']
  }
  revokeToken: {
    path: Wire['TokenPath']
    query: undefined
    body: Wire['RevokeRequest']
    answer: Wire['TokenInfo']
  }
  listAudit: {
    path: undefined
    query: Wire['AuditFilter']
    body: undefined
    answer: Wire['Audit']
  }
  submitRun: {
    path: undefined
    query: undefined
    body: Wire['SubmitRequest']
    answer: Wire['SubmissionInfo']
  }
  listQueue: {
    path: undefined
    query: Wire['QueueFilter']
    body: undefined
    answer: Wire['Submissions']
  }
  showSubmission: {
    path: Wire['IdPath']
    query: undefined
    body: undefined
    answer: Wire['SubmissionInfo']
  }
  cancelSubmission: {
    path: Wire['IdPath']
    query: undefined
    body: undefined
    answer: Wire['SubmissionInfo']
  }
  sendEvent: {
    path: undefined
    query: undefined
    body: Wire['NewEvent']
    answer: Wire['EventInfo']
  }
  listEvents: {
    path: undefined
    query: Wire['EventsFilter']
    body: undefined
    answer: Wire['Events']
  }
  showEvent: {
    path: Wire['IdPath']
    query: undefined
    body: undefined
    answer: Wire['EventDetail']
  }
  replayEvent: {
    path: Wire['IdPath']
    query: undefined
    body: undefined
    answer: Wire['EventInfo']
  }
  pauseService: {
    path: Wire['ServicePath']
    query: undefined
    body: Wire['PauseChange']
    answer: Wire['ServiceDetail']
  }
  exportServices: {
    path: undefined
    query: Wire['ExportRequest']
    body: undefined
    answer: Wire['ExportReport']
  }
  importServices: {
    path: undefined
    query: undefined
    body: Wire['ImportRequest']
    answer: Wire['ImportReport']
  }
  receiveWebhook: {
    path: Wire['ChannelPath']
    query: undefined
    body: Wire['Webhook']
    answer: Wire['EventInfo']
  }
}
