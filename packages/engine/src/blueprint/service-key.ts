import { roleOf } from '@ays/core'

/** A key of a blueprint that declares a service. */
export interface ServiceKey {
  readonly template: string
  readonly role: string
  readonly name: string
}

/** `<template>__<instance>`, cut at the first `__`; undefined without one. The parts are not checked. */
export function parseServiceKey(key: string): ServiceKey | undefined {
  const at = key.indexOf('__')
  if (at <= 0) return undefined
  const template = key.slice(0, at)
  return { template, role: roleOf(template), name: key.slice(at + 2) }
}
