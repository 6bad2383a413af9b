/** A recurrence rule as a property in jCal (RFC 7265 §3.6.10), its parts in the order in which they are written. */
export function ruleProperty(rule: string): readonly unknown[] {
  const parts = rule.split(';').map((part) => {
    const [name = '', value = ''] = part.split('=');
    return [name.toLowerCase(), name === 'UNTIL' ? withSigns(value) : value];
  });
  return ['rrule', {}, 'recur', Object.fromEntries(parts)];
}

/** jCal has times with signs in between. */
function withSigns(until: string): string {
  return until.replace(/^(\d{4})(\d{2})(\d{2})/, '$1-$2-$3').replace(/T(\d{2})(\d{2})(\d{2})/, 'T$1:$2:$3');
}
