let asked = 0;

/** Does what its header or token says; the usage key is the header's, too. */
exports.handler = async (event) => {
  asked += 1;
  const header = (name) => event.headers?.[name];
  const policy = (effect, resource = event.methodArn) => ({
    Version: '2012-10-17',
    Statement: [{ Effect: effect, Action: 'execute-api:Invoke', Resource: resource }],
  });
  const answer = (policyDocument) => ({
    principalId: 'somebody',
    policyDocument,
    context: { text: 'a', number: 7, flag: true, asked },
    usageIdentifierKey: header('x-usage-key'),
  });
  switch (event.authorizationToken ?? header('x-verdict')) {
    case 'allow':
      return answer(policy('Allow'));
    case 'allow-api':
      return answer(policy('Allow', `${event.methodArn.split('/').slice(0, 2).join('/')}/*`));
    case 'deny':
      return answer(policy('Deny'));
    case 'elsewhere':
      return answer(policy('Allow', 'arn:aws:execute-api:us-east-1:000000000000:other/*'));
    case 'malformed':
      return { principalId: 'somebody' };
    case 'throw':
      throw new Error('a private reason');
    default:
      throw new Error('Unauthorized');
  }
};
