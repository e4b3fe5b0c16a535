import { createHash, randomUUID, sign as ed25519 } from 'node:crypto';

// RFC 8785, where every value is a text, a whole number, a truth or a list of those.
function canonical(value) {
  const sorted = Object.fromEntries(Object.keys(value).sort().map((name) => [name, value[name]]));
  return Buffer.from(JSON.stringify(sorted), 'utf8');
}

export function sign(privateKey, kid, workflowId, name, given, seconds = 3600) {
  const command = { command_id: randomUUID(), ...given };
  const iat = Math.floor(Date.now() / 1000);
  const said = {
    v: 1,
    workflow_id: workflowId,
    name,
    actor: command.actor ?? '',
    command_id: command.command_id,
    iat,
    exp: iat + seconds,
    body: createHash('sha256').update(canonical(command)).digest('hex'),
  };
  const sig = ed25519(null, canonical(said), privateKey).toString('base64url');
  return { ...command, signature: { kid, iat, exp: iat + seconds, sig } };
}
