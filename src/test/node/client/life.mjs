// AWS's SDK for JavaScript takes an API from its creation to its deletion.
// Argument: a JSON object with endpoint, key, secret, upstream, issuer, token and base.
// Prints the names of the operations that have succeeded, as a JSON list.
import assert from 'node:assert/strict';
import {
  ApiGatewayV2Client,
  BadRequestException,
  ConflictException,
  CreateApiCommand,
  CreateApiMappingCommand,
  CreateAuthorizerCommand,
  CreateDeploymentCommand,
  CreateDomainNameCommand,
  CreateIntegrationCommand,
  CreateRouteCommand,
  CreateStageCommand,
  DeleteAccessLogSettingsCommand,
  DeleteApiCommand,
  DeleteApiMappingCommand,
  DeleteAuthorizerCommand,
  DeleteCorsConfigurationCommand,
  DeleteDeploymentCommand,
  DeleteDomainNameCommand,
  DeleteIntegrationCommand,
  DeleteRouteCommand,
  DeleteRouteSettingsCommand,
  DeleteStageCommand,
  ExportApiCommand,
  GetApiCommand,
  GetApisCommand,
  GetAuthorizerCommand,
  GetDeploymentCommand,
  GetDeploymentsCommand,
  GetIntegrationCommand,
  GetIntegrationsCommand,
  GetRouteCommand,
  GetRoutesCommand,
  GetStageCommand,
  GetTagsCommand,
  ImportApiCommand,
  NotFoundException,
  ReimportApiCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateApiCommand,
  UpdateAuthorizerCommand,
  UpdateDeploymentCommand,
  UpdateIntegrationCommand,
  UpdateRouteCommand,
  UpdateStageCommand,
} from '@aws-sdk/client-apigatewayv2';

const { endpoint, key, secret, upstream, issuer, token, base } = JSON.parse(process.argv[2]);
const succeeded = new Set();

function connect(url) {
  const client = new ApiGatewayV2Client({
    endpoint: url,
    region: 'us-east-1',
    credentials: { accessKeyId: key, secretAccessKey: secret },
  });
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const result = await next(args);
      succeeded.add(context.commandName.replace(/Command$/, ''));
      return result;
    },
    { step: 'initialize' },
  );
  return client;
}

const client = connect(endpoint);

async function send(command) {
  const { $metadata, ...answer } = await client.send(command);
  assert.ok($metadata.requestId);
  return answer;
}

async function get(url, headers = {}) {
  const answer = await fetch(url, { headers });
  return `${answer.status} ${await answer.text()}`.trim();
}

/** Keys of tokens are fetched aside. */
async function awaited(expected, url, headers) {
  const end = Date.now() + 20_000;
  let last = await get(url, headers);
  while (last !== expected && Date.now() < end) {
    last = await get(url, headers);
  }
  assert.equal(last, expected);
}

/** What was written is there, and the same. */
function keeps(answer, written) {
  for (const [name, value] of Object.entries(written)) {
    if (name !== 'ApiId') {
      assert.deepEqual(answer[name], value, name);
    }
  }
}

async function refused(type, message, command) {
  await assert.rejects(client.send(command), (error) => {
    assert.ok(error instanceof type, `${error}`);
    assert.equal(error.message, message);
    return true;
  });
}

// Creation.
const api = {
  Name: 'pets',
  ProtocolType: 'HTTP',
  Description: 'all pets',
  Version: '1',
  Tags: { team: 'shop', 'cost center': '7/8' },
  CorsConfiguration: {
    AllowOrigins: ['https://shop.test'],
    AllowMethods: ['GET', 'POST'],
    AllowHeaders: ['x-a'],
    AllowCredentials: true,
    MaxAge: 0,
  },
};
const created = await send(new CreateApiCommand(api));
const ApiId = created.ApiId;
keeps(created, api);
assert.equal(created.ApiEndpoint, `${base}/_api/${ApiId}`);
assert.ok(created.CreatedDate instanceof Date);
assert.deepEqual(await send(new GetApiCommand({ ApiId })), created);
const only = (items) => items.filter((item) => item.ApiId === ApiId);
assert.deepEqual(only((await send(new GetApisCommand({}))).Items), [created]);
// With a slash at its end the SDK sends two of them.
const { Items: folded } = await connect(`${endpoint}/`).send(new GetApisCommand({}));
assert.deepEqual(only(folded), [created]);

const integration = {
  ApiId,
  IntegrationType: 'HTTP_PROXY',
  IntegrationMethod: 'GET',
  IntegrationUri: `${upstream}/pets/{id}`,
  PayloadFormatVersion: '1.0',
  TimeoutInMillis: 5000,
  RequestParameters: { 'overwrite:header.x-caller': '$context.authorizer.claims.sub' },
  ResponseParameters: { 200: { 'append:header.x-stage': '$stageVariables.name' } },
};
const pets = await send(new CreateIntegrationCommand(integration));
keeps(pets, integration);
const IntegrationId = pets.IntegrationId;
assert.deepEqual(await send(new GetIntegrationCommand({ ApiId, IntegrationId })), pets);

const authorizer = {
  ApiId,
  Name: 'tokens',
  AuthorizerType: 'JWT',
  IdentitySource: ['$request.header.Authorization'],
  JwtConfiguration: { Issuer: issuer, Audience: ['pets'] },
};
const tokens = await send(new CreateAuthorizerCommand(authorizer));
keeps(tokens, authorizer);
const AuthorizerId = tokens.AuthorizerId;
assert.deepEqual(await send(new GetAuthorizerCommand({ ApiId, AuthorizerId })), tokens);

const route = {
  ApiId,
  RouteKey: 'GET /pets/{id}',
  AuthorizationType: 'JWT',
  AuthorizerId,
  AuthorizationScopes: ['pets:read'],
  Target: `integrations/${IntegrationId}`,
};
const getPet = await send(new CreateRouteCommand(route));
keeps(getPet, route);
const RouteId = getPet.RouteId;
assert.deepEqual(await send(new GetRouteCommand({ ApiId, RouteId })), getPet);
await refused(
  ConflictException,
  'Route with key GET /pets/{id} already exists for this API',
  new CreateRouteCommand(route),
);

const StageName = '$default';
const stage = {
  ApiId,
  StageName,
  StageVariables: { name: 'all' },
  AccessLogSettings: {
    DestinationArn: 'arn:aws:logs:us-east-1:123456789012:log-group:pets',
    Format: '$context.requestId',
  },
  DefaultRouteSettings: {
    DetailedMetricsEnabled: false,
    ThrottlingBurstLimit: 100,
    ThrottlingRateLimit: 50.5,
  },
  RouteSettings: { 'GET /pets/{id}': { ThrottlingBurstLimit: 7 } },
};
const made = await send(new CreateStageCommand(stage));
keeps(made, stage);
assert.deepEqual(await send(new GetStageCommand({ ApiId, StageName })), made);
const url = `${created.ApiEndpoint}/pets/7`;
assert.equal(await get(url), '404 {"message":"Not Found"}');

// Deployment and traffic.
const first = await send(
  new CreateDeploymentCommand({ ApiId, StageName, Description: 'first' }),
);
assert.equal(first.DeploymentStatus, 'DEPLOYED');
assert.deepEqual(
  await send(new GetDeploymentCommand({ ApiId, DeploymentId: first.DeploymentId })),
  first,
);
const headers = { authorization: `Bearer ${token}` };
assert.equal(await get(url), '401 {"message":"Unauthorized"}');
await awaited('200 GET /pets/7 alice', url, headers);

// Update and rollback.
await send(
  new UpdateIntegrationCommand({
    ApiId,
    IntegrationId,
    IntegrationUri: `${upstream}/cats/{id}`,
    RequestParameters: { 'overwrite:header.x-caller': '', 'append:header.x-caller': 'bob' },
  }),
);
assert.deepEqual((await send(new GetIntegrationsCommand({ ApiId }))).Items[0].RequestParameters, {
  'append:header.x-caller': 'bob',
});
assert.equal(await get(url, headers), '200 GET /pets/7 alice');
const second = await send(new CreateDeploymentCommand({ ApiId, StageName }));
assert.equal(await get(url, headers), '200 GET /cats/7 bob');
const back = await send(
  new UpdateStageCommand({ ApiId, StageName, DeploymentId: first.DeploymentId }),
);
assert.equal(back.DeploymentId, first.DeploymentId);
assert.equal(await get(url, headers), '200 GET /pets/7 alice');
assert.equal((await send(new GetDeploymentsCommand({ ApiId }))).Items.length, 2);
const DeploymentId = second.DeploymentId;
const described = await send(
  new UpdateDeploymentCommand({ ApiId, DeploymentId, Description: 'second' }),
);
assert.equal(described.Description, 'second');

const renamed = await send(new UpdateApiCommand({ ApiId, Name: 'animals', Description: '' }));
assert.equal(renamed.Name, 'animals');
assert.equal(renamed.Description, undefined);
await send(new DeleteCorsConfigurationCommand({ ApiId }));
assert.equal((await send(new GetApiCommand({ ApiId }))).CorsConfiguration, undefined);
const changed = await send(new UpdateAuthorizerCommand({ ApiId, AuthorizerId, Name: 'issuer' }));
assert.deepEqual(changed, { ...tokens, Name: 'issuer' });
const open = await send(
  new UpdateRouteCommand({ ApiId, RouteId, AuthorizationType: 'NONE', AuthorizerId: '' }),
);
assert.equal(open.AuthorizerId, undefined);
await send(new DeleteAccessLogSettingsCommand({ ApiId, StageName }));
await send(new DeleteRouteSettingsCommand({ ApiId, StageName, RouteKey: 'GET /pets/{id}' }));
const bare = await send(new GetStageCommand({ ApiId, StageName }));
assert.equal(bare.AccessLogSettings, undefined);
assert.deepEqual(bare.RouteSettings, {});

// Tags; slashes of ARNs are encoded.
const ResourceArn = `arn:aws:apigateway:us-east-1::/apis/${ApiId}/stages/$default`;
await send(new TagResourceCommand({ ResourceArn, Tags: { a: '1', 'b c': '2' } }));
await send(new UntagResourceCommand({ ResourceArn, TagKeys: ['b c', 'none'] }));
assert.deepEqual((await send(new GetTagsCommand({ ResourceArn }))).Tags, { a: '1' });

// Pages.
for (const key of ['a', 'b', 'c', 'd']) {
  await send(new CreateRouteCommand({ ApiId, RouteKey: `GET /${key}` }));
}
const keys = [];
let NextToken;
do {
  const page = await send(new GetRoutesCommand({ ApiId, MaxResults: '2', NextToken }));
  keys.push(...page.Items.map((item) => item.RouteKey));
  NextToken = page.NextToken;
} while (NextToken);
assert.deepEqual(keys.sort(), ['GET /a', 'GET /b', 'GET /c', 'GET /d', 'GET /pets/{id}']);

// A domain.
const DomainName = 'javascript.example.com';
const domain = await send(
  new CreateDomainNameCommand({
    DomainName,
    DomainNameConfigurations: [
      { CertificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/1' },
    ],
  }),
);
assert.equal(domain.DomainNameConfigurations[0].DomainNameStatus, 'AVAILABLE');
const mapping = await send(
  new CreateApiMappingCommand({ DomainName, ApiId, Stage: StageName, ApiMappingKey: 'v1/x' }),
);
assert.equal(mapping.ApiMappingKey, 'v1/x');
await refused(
  BadRequestException,
  `Deleting API ${ApiId} failed. Please remove all API mappings for the API from your custom domain names.`,
  new DeleteApiCommand({ ApiId }),
);
await send(new DeleteApiMappingCommand({ DomainName, ApiMappingId: mapping.ApiMappingId }));
await send(new DeleteDomainNameCommand({ DomainName }));

// Documents: out, in as another API, and over it again.
const exported = await send(
  new ExportApiCommand({ ApiId, Specification: 'OAS30', OutputType: 'JSON', StageName }),
);
const Body = Buffer.from(exported.body).toString();
const document = JSON.parse(Body);
assert.equal(document.info.title, 'animals');
assert.deepEqual(Object.keys(document.paths), ['/pets/{id}']);
const copy = await send(new ImportApiCommand({ Body }));
assert.equal(copy.Name, 'animals');
assert.equal(copy.Warnings, undefined);
const copied = (await send(new GetRoutesCommand({ ApiId: copy.ApiId }))).Items;
assert.deepEqual(
  copied.map((item) => [item.RouteKey, item.AuthorizationType, item.AuthorizationScopes]),
  [['GET /pets/{id}', 'JWT', ['pets:read']]],
);
document.info.title = 'beasts';
const again = await send(
  new ReimportApiCommand({ ApiId: copy.ApiId, Body: JSON.stringify(document), FailOnWarnings: true }),
);
assert.equal(again.ApiId, copy.ApiId);
assert.equal(again.Name, 'beasts');
await send(new DeleteApiCommand({ ApiId: copy.ApiId }));

// Deletion.
await refused(
  ConflictException,
  `Cannot delete Integration because it is referenced by the following Routes with Ids: [${RouteId}]`,
  new DeleteIntegrationCommand({ ApiId, IntegrationId }),
);
for (const { RouteId: id } of (await send(new GetRoutesCommand({ ApiId }))).Items) {
  await send(new DeleteRouteCommand({ ApiId, RouteId: id }));
}
await send(new DeleteIntegrationCommand({ ApiId, IntegrationId }));
await send(new DeleteAuthorizerCommand({ ApiId, AuthorizerId }));
await send(new DeleteDeploymentCommand({ ApiId, DeploymentId }));
await send(new DeleteStageCommand({ ApiId, StageName }));
await send(new DeleteApiCommand({ ApiId }));
await refused(
  NotFoundException,
  `Invalid API identifier specified 000000000000:${ApiId}`,
  new GetApiCommand({ ApiId }),
);
console.log(JSON.stringify([...succeeded].sort()));
