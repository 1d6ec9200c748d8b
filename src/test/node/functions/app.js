// An Express application as people have them; it tells what of a request has reached it.
const express = require('express')

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64')

const app = express()
app.use(express.json())
app.use(express.urlencoded({ extended: false }))
app.use(express.raw({ type: ['image/png', 'application/octet-stream'] }))
app.use(express.text({ type: 'text/plain' }))

const pets = express.Router()
pets.get('/image', (request, response) => response.type('image/png').send(PNG))
pets.post('/image', (request, response) => response.type('image/png').send(request.body))
pets.get('/login', (request, response) =>
  response.cookie('session', 'abc', { httpOnly: true }).cookie('theme', 'dark').status(204).end())
pets.get('/moved', (request, response) => response.redirect(303, '/elsewhere?a=1&b=2'))
pets.get('/teapot', (request, response) =>
  response.status(418).set({ 'X-List': 'a, b', 'Cache-Control': 'no-store' }).send('short and stout'))
pets.get('/broken', () => {
  throw new Error('an error of the application')
})
pets.all('/named/:name', (request, response) =>
  response.json({
    method: request.method,
    name: request.params.name,
    path: request.originalUrl.split('?')[0],
    query: request.query,
    cookie: request.get('cookie') ?? null,
    tag: request.get('x-tag') ?? null,
    ip: request.socket.remoteAddress,
    body: Buffer.isBuffer(request.body) ? request.body.toString('hex') : request.body ?? null
  }))

app.use('/pets', pets)
// Format 2.0 tells paths with the name of their stage.
app.use('/dev/pets', pets)

// Express' own page of errors asks a connection for what the adapters' stand-in does not have.
app.use((request, response) => response.status(404).json({ message: 'no such pet' }))
app.use((error, request, response, next) => response.status(500).json({ message: error.message }))

module.exports = app
