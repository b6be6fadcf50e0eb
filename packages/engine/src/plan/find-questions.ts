import { formatAddress, type Question, type TypeModel } from '@ays/core'
import type { WantedService } from '../blueprint/wanted.ts'
import type { CheckTools } from './check-blueprints.ts'

/** What is to be asked before these services are made; of services that are there nothing. */
export async function findQuestions(
  { draft, templates }: CheckTools,
  services: readonly WantedService[],
): Promise<Question[]> {
  await draft.load(services)
  const questions: Question[] = []
  for (const service of services) {
    const template = (await templates.read(service.template))?.template
    if (!template || draft.get(service)) continue
    const address = formatAddress(service)
    for (const field of template.schema.fields) {
      const given = field.name in service.fields || field.name in service.links
      if (field.rules?.ask && !given && isTyped(field.type))
        questions.push({ service: address, field })
    }
  }
  return questions
}

/** True for what a person can type in a line. */
function isTyped(type: TypeModel): boolean {
  if (type.kind === 'list') return type.element.kind !== 'list' && isTyped(type.element)
  return !['struct', 'void', 'data', 'anyPointer'].includes(type.kind)
}
