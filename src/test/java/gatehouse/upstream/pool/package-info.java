/** Tests of pools of hosts. */
package gatehouse.upstream.pool;
