// The Invoke endpoint of serverless-offline, without the Serverless Framework around it:
// node serve.mjs PORT
import Lambda from 'serverless-offline/lambda'

const directory = import.meta.dirname ?? new URL('.', import.meta.url).pathname
const serverless = {
  config: { serverlessPath: '', servicePath: directory },
  service: { service: 'tests', provider: { name: 'aws', region: 'us-east-1', runtime: 'nodejs20.x' } }
}
const options = {
  host: '127.0.0.1',
  lambdaPort: Number(process.argv[2]),
  noTimeout: true,
  terminateIdleLambdaTime: 3600,
  layersDir: directory,
  corsConfig: false
}
const lambda = new Lambda(serverless, options)
lambda.create(
  ['pets', 'older', 'crash'].map((name) => ({
    functionKey: name,
    functionDefinition: { name, handler: `handlers.${name}`, runtime: 'nodejs20.x' }
  })))
await lambda.start()
console.log('serving')
