const { App, Stack, CfnOutput, Duration } = require('aws-cdk-lib');
const apigwv2 = require('aws-cdk-lib/aws-apigatewayv2');
const { HttpLambdaIntegration, HttpUrlIntegration } = require('aws-cdk-lib/aws-apigatewayv2-integrations');
const { HttpJwtAuthorizer } = require('aws-cdk-lib/aws-apigatewayv2-authorizers');
const lambda = require('aws-cdk-lib/aws-lambda');
const acm = require('aws-cdk-lib/aws-certificatemanager');

const app = new App();
const stack = new Stack(app, 'PetsStack', { description: 'Pets behind an HTTP API' });

const pets = new lambda.Function(stack, 'PetsFunction', {
  runtime: lambda.Runtime.NODEJS_20_X,
  handler: 'index.handler',
  code: lambda.Code.fromInline('exports.handler = async () => ({ statusCode: 200 });'),
});
const domain = new apigwv2.DomainName(stack, 'Domain', {
  domainName: 'api.pets.example',
  certificate: acm.Certificate.fromCertificateArn(stack, 'Certificate',
    'arn:aws:acm:us-east-1:111122223333:certificate/11112222-3333-4444-5555-666677778888'),
});
const jwt = new HttpJwtAuthorizer('Tokens', 'https://id.pets.example/', { jwtAudience: ['pets'] });
const api = new apigwv2.HttpApi(stack, 'HttpApi', {
  apiName: 'pets',
  corsPreflight: {
    allowOrigins: ['https://www.pets.example'],
    allowMethods: [apigwv2.CorsHttpMethod.GET, apigwv2.CorsHttpMethod.POST],
    allowHeaders: ['Authorization'],
    maxAge: Duration.hours(1),
  },
  defaultDomainMapping: { domainName: domain, mappingKey: 'v1' },
});
api.addRoutes({
  path: '/pets',
  methods: [apigwv2.HttpMethod.GET, apigwv2.HttpMethod.POST],
  integration: new HttpLambdaIntegration('PetsIntegration', pets),
  authorizer: jwt,
  authorizationScopes: ['pets.read'],
});
api.addRoutes({
  path: '/toys/{proxy+}',
  methods: [apigwv2.HttpMethod.ANY],
  integration: new HttpUrlIntegration('ToysIntegration', 'http://127.0.0.1:9000/toys/{proxy}', {
    parameterMapping: new apigwv2.ParameterMapping().overwriteHeader('x-from', apigwv2.MappingValue.custom('gateway')),
  }),
});
new CfnOutput(stack, 'Url', { value: api.apiEndpoint });
new CfnOutput(stack, 'InvokeUrl', { value: api.url });
app.synth();
