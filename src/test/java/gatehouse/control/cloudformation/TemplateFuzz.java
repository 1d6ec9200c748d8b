package gatehouse.control.cloudformation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import gatehouse.config.ConfigurationException;
import gatehouse.control.aws.wire.AwsException;
import gatehouse.control.cloudformation.template.TemplateException;
import gatehouse.control.document.DocumentException;
import gatehouse.control.document.DocumentText;
import gatehouse.testkit.fuzz.Draws;
import gatehouse.testkit.fuzz.FuzzDocuments;
import gatehouse.testkit.fuzz.FuzzTarget;
import gatehouse.testkit.fuzz.JsonEdits;
import java.util.ArrayList;
import java.util.List;

/**
 * Templates, nearly right, with their functions, loops and conditions: a stack is made of them that
 * can be served and deleted again, or they are refused with the place.
 */
final class TemplateFuzz implements FuzzTarget {

  private static final int MOST_BYTES = 4 << 20;

  private final JsonEdits edits = new JsonEdits(bases());

  private static List<JsonNode> bases() {
    List<JsonNode> bases = new ArrayList<>();
    bases.add(
        FuzzDocuments.json(
            "{'AWSTemplateFormatVersion':'2010-09-09','Transform':'AWS::LanguageExtensions','Description':'d','Parameters':{'Stage':{'Type':'String','Default':'a','AllowedValues':['a','b']},'N':{'Type':'Number','Default':'3','MinValue':1},'P':{'Type':'String','AllowedPattern':'(a+)+','Default':'aa'}},"
                + "'Mappings':{'M':{'a':{'x':'http://a.test','y':['p','q']}}},'Conditions':{'IsA':{'Fn::Equals':[{'Ref':'Stage'},'a']},'Both':{'Fn::And':[{'Condition':'IsA'},{'Fn::Not':[{'Fn::Equals':['1','2']}]}]}},"
                + "'Resources':{'Api':{'Type':'AWS::ApiGatewayV2::Api','Properties':{'Name':{'Fn::Sub':['pets-${Stage}-${X}',{'X':{'Fn::Join':['-',{'Fn::FindInMap':['M','a','y']}]}}]},'Description':{'Fn::ToJsonString':{'a':[1]}},'ProtocolType':'HTTP'}},"
                + "'I':{'Type':'AWS::ApiGatewayV2::Integration','Properties':{'ApiId':{'Ref':'Api'},'IntegrationType':'HTTP_PROXY','IntegrationMethod':'GET','PayloadFormatVersion':'1.0','IntegrationUri':{'Fn::If':['Both',{'Fn::FindInMap':['M',{'Ref':'Stage'},'x']},{'Fn::Select':[0,{'Fn::Split':[',','http://b.test,c']}]}]}}},"
                + "'Fn::ForEach::R':['Name',['pets','toys'],{'Route${Name}':{'Type':'AWS::ApiGatewayV2::Route','Condition':'IsA','DependsOn':'I','Properties':{'ApiId':{'Ref':'Api'},'RouteKey':{'Fn::Sub':'GET /${Name}'},'Target':{'Fn::Sub':'integrations/${I}'}}}}],"
                + "'S':{'Type':'AWS::ApiGatewayV2::Stage','Properties':{'ApiId':{'Ref':'Api'},'StageName':'v1','AutoDeploy':true,'StageVariables':{'l':{'Fn::Length':[1,2]},'b':{'Fn::Base64':'x'}}}}},"
                + "'Outputs':{'Url':{'Condition':'IsA','Value':{'Fn::GetAtt':['Api','ApiEndpoint']}}}}"));
    bases.add(
        FuzzDocuments.json(
            "{'Transform':'AWS::Serverless-2016-10-31','Globals':{'HttpApi':{'CorsConfiguration':{'AllowOrigins':['*']}}},'Resources':{'Api':{'Type':'AWS::Serverless::HttpApi','Properties':{'StageName':'v0','Auth':{'Authorizers':{'T':{'IdentitySource':'$request.header.Authorization','JwtConfiguration':{'issuer':'https://id.test','audience':['a']}}},'DefaultAuthorizer':'T'},'RouteSettings':{'GET /pets':{'ThrottlingBurstLimit':5}}}},"
                + "'F':{'Type':'AWS::Serverless::Function','Properties':{'Handler':'a.b','Runtime':'nodejs22.x','CodeUri':'.','Events':{'L':{'Type':'HttpApi','Properties':{'ApiId':{'Ref':'Api'},'Path':'/pets','Method':'get','Auth':{'Authorizer':'NONE'},'PayloadFormatVersion':'2.0','TimeoutInMillis':100}},'A':{'Type':'HttpApi'}}}}}}"));
    try {
      bases.add(DocumentText.template(MemoryStacks.fixture("cdk-http-api.json")));
      bases.add(DocumentText.template(MemoryStacks.fixture("sam-orders.yaml")));
    } catch (DocumentException e) {
      throw new IllegalStateException(e);
    }
    return bases;
  }

  @Override
  public int briefRuns() {
    return 30;
  }

  @Override
  public void check(Draws input) {
    String text = edits.next(input).toString();
    MemoryStacks stacks = new MemoryStacks();
    try {
      stacks.apply(text);
    } catch (TemplateException | AwsException fault) {
      String message = String.valueOf(fault.getMessage());
      assertTrue(!message.isBlank() && message.length() < 20_000, message);
      return;
    } catch (ConfigurationException refused) {
      assertTrue(!refused.problems().isEmpty());
      return;
    }
    long bytes = stacks.files.values().stream().mapToLong(file -> file.length).sum();
    assertTrue(bytes < MOST_BYTES, () -> bytes + " bytes of " + text.length());
    stacks.apply(text);
    stacks.delete();
    assertEquals(
        List.of(),
        stacks.files.keySet().stream().filter(path -> !path.startsWith("stacks/")).toList());
  }
}
