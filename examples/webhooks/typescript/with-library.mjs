// The same check by a kept library: npm install standardwebhooks.
import { Webhook } from 'standardwebhooks';

const secrets = process.env.WEBHOOK_SECRET.split(' '); // both, while a secret is being rotated

// undefined: it is not theirs, answer 401. The body as it came, byte for byte.
export function eventOf(body, headers) {
  for (const secret of secrets) {
    try {
      return new Webhook(secret).verify(body, headers);
    } catch {
      // another secret may fit
    }
  }
  return undefined;
}

const [, , body, ...lines] = process.argv;
if (body !== undefined) {
  const headers = Object.fromEntries(lines.map((line) => line.split(': ')));
  console.log(eventOf(body, headers)?.type ?? 'not theirs');
}
