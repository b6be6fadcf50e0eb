import { type Route, route } from './route.ts'

/** Templates as the repository has taken them up. */
export const ACTOR_ROUTES: readonly Route[] = [
  route({
    id: 'listActors',
    scope: 'read',
    method: 'GET',
    url: '/actors',
    summary: 'Templates as they were taken up, and how they stand to the files',
    answer: 'Actors',
    call: (api, _input, options) => api.listActors(options),
  }),
  route({
    id: 'showActor',
    scope: 'read',
    method: 'GET',
    url: '/actors/:name',
    summary: 'One template as it was taken up, and what taking it up again would change',
    path: 'NamePath',
    answer: 'ActorDetail',
    call: (api, { path }, options) => api.showActor(path.name, options),
  }),
]
