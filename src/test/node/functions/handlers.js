const app = require('./app.js')

exports.pets = require('@codegenie/serverless-express')({ app })
exports.older = require('@vendia/serverless-express')({ app })
exports.crash = async () => {
  throw new Error('an error of the function')
}
