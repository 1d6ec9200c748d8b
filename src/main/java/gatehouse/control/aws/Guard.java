package gatehouse.control.aws;

import gatehouse.control.audit.AuditTrail;

/**
 * What stands in front of everything that changes the configuration from outside.
 *
 * @param admission says who may
 * @param audit records who did, and who was not let
 */
public record Guard(Admission admission, AuditTrail audit) {}
