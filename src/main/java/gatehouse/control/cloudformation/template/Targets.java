package gatehouse.control.cloudformation.template;

import com.fasterxml.jackson.databind.JsonNode;

/** What references to resources stand for. */
public interface Targets {

  /**
   * What {@code Ref} of a resource is.
   *
   * @param place of the reference, for messages
   * @throws TemplateException when it is nothing
   */
  JsonNode ref(String logicalId, String place);

  /**
   * What {@code Fn::GetAtt} of a resource is.
   *
   * @param place of the reference, for messages
   * @throws TemplateException when it is nothing
   */
  JsonNode attribute(String logicalId, String attribute, String place);
}
