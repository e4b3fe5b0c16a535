// A receiver of webhooks with nothing but Node: verify, keep, answer; work afterwards.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';

const secrets = process.env.WEBHOOK_SECRET.split(' '); // both, while a secret is being rotated
const tolerance = 300; // seconds between their clock and ours
const inbox = new Map(); // in earnest: a table of yours, with the id as its key
const subjects = new Map();

const same = (ours, given) => ours.length === given.length && timingSafeEqual(ours, given);

function isTheirs(id, at, signatures, body) {
  if (!/^\d{1,12}$/.test(at) || Math.abs(Date.now() / 1000 - Number(at)) > tolerance) return false;
  return secrets.some((secret) => {
    const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
    const ours = Buffer.from(`v1,${createHmac('sha256', key).update(`${id}.${at}.`).update(body).digest('base64')}`);
    return signatures.split(' ').some((each) => same(ours, Buffer.from(each)));
  });
}

const server = createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = Buffer.concat(chunks); // byte for byte: parsed and written again it is another text
  const [id, at, signatures] = ['id', 'timestamp', 'signature'].map((name) => request.headers[`webhook-${name}`] ?? '');
  if (!isTheirs(id, at, signatures, body)) return response.writeHead(401).end();
  const isNew = !inbox.has(id);
  if (isNew) inbox.set(id, JSON.parse(body)); // a repeat has the same id and changes nothing
  response.writeHead(204).end();
  if (isNew) handle(inbox.get(id));
});

function handle({ type, subject: { kind, id, seq }, previous_missing: isMissing }) {
  const subject = `${kind}:${id}`;
  if (seq <= (subjects.get(subject) ?? 0)) return; // redelivered by hand: newer ones were here before
  if (isMissing) console.log(`${subject}: an event before ${seq} never came, read it from the API`);
  subjects.set(subject, seq);
  console.log(`${type} ${subject} ${seq}`);
}

server.listen(Number(process.argv[2]), '127.0.0.1');
