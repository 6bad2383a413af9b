import type { AssignmentProperty, Pattern, RestElement } from 'acorn';

/** The names that a parameter binds, in the order of their slots. */
export function namesOf(pattern: Pattern): string[] {
  switch (pattern.type) {
    case 'Identifier':
      return [pattern.name];
    case 'AssignmentPattern':
      return namesOf(pattern.left);
    case 'RestElement':
      return namesOf(pattern.argument);
    case 'ObjectPattern':
      return pattern.properties.flatMap(namesOfProperty);
    case 'ArrayPattern':
      return pattern.elements.flatMap((element) => (element === null ? [] : namesOf(element)));
    case 'MemberExpression':
      return [];
  }
}

function namesOfProperty(property: AssignmentProperty | RestElement): string[] {
  return namesOf(property.type === 'RestElement' ? property.argument : property.value);
}
