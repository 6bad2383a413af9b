import type { SystemMail } from '../mail/mailer.ts';

type Told = { readonly name: string; readonly graceUntil: number };

/** Tells an owner that a payment failed, and until when nothing comes of it. */
export function paymentFailedMail({ name, graceUntil }: Told, to: string): SystemMail {
  const day = new Date(graceUntil).toISOString().slice(0, 10);
  return {
    to,
    subject: `${name}: a payment failed`,
    text: `The payment for the plan of the workspace ${name} failed. The plan stays until ${day}; then the limits of the free plan count.

Owners change how they pay in the customer portal of the workspace. Once a payment succeeds, all is as before.`,
  };
}
