package gatehouse.servlet;

import gatehouse.pipeline.Gateway;

/**
 * What an exchange needs of the deployment that it belongs to.
 *
 * @param gateway answers requests
 * @param exchanges counts those that the end of the deployment has to wait for
 */
record Deployment(Gateway gateway, ExchangeCount exchanges) {}
