/** Ten layers; each service needs two of the layer above, as in the measurements it is set beside. */
export function layeredGraph(count, layers = 10) {
  const width = count / layers
  return Array.from({ length: count }, (_, at) => {
    const layer = Math.floor(at / width)
    const place = at % width
    const above = [place, (place * 7 + 1) % width]
    const needs = layer === 0 ? [] : [...new Set(above)].map((one) => `t${layer - 1}_${one}`)
    return { name: `t${layer}_${place}`, needs }
  })
}

export function toBlueprint(graph, description = 'x') {
  return graph
    .map(({ name, needs }) => {
      const deps =
        needs.length === 0 ? '' : `  deps:\n${needs.map((one) => `    - ${one}\n`).join('')}`
      return `vm__${name}:\n  description: ${description}\n${deps}`
    })
    .join('')
}

export function toMakefile(graph) {
  const all = graph.map(({ name }) => name).join(' ')
  const rules = graph.map(({ name, needs }) => `${name}: ${needs.join(' ')}\n\t@/bin/true\n`)
  return `all: ${all}\n.PHONY: all ${all}\n${rules.join('')}`
}

export function toDodo(graph) {
  const tasks = JSON.stringify(graph.map(({ name, needs }) => [name, needs]))
  return [
    `G=${tasks}`,
    'def task_t():',
    '  for name, needs in G:',
    "    yield {'name': name, 'actions': [lambda: True], 'task_dep': ['t:' + one for one in needs]}",
    '',
  ].join('\n')
}

export function toTerraform(graph) {
  return graph
    .map(({ name, needs }) => {
      const list = needs.map((one) => `terraform_data.${one}`).join(', ')
      const depends = needs.length === 0 ? '' : `  depends_on = [${list}]\n`
      return `resource "terraform_data" "${name}" {\n  input = "${name}"\n${depends}}\n`
    })
    .join('')
}
