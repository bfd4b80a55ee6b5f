package cerb.backup.component.s3;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an account must be allowed for a store to work, as an IAM policy (AWS Identity and Access Management User Guide, "IAM JSON policy elements").
 *
 * @param bucket     the bucket
 * @param prefix     what stands before every key; may be empty
 * @param region     the bucket's region, which tells Amazon's partition
 * @param objectLock whether files are put with a retention of their own
 * @param kmsKey     the ARN of the key that encrypts; empty where there is none
 */
public record BucketPolicy(String bucket, String prefix, String region, boolean objectLock, String kmsKey) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The least with which prunes are mirrored, as indented JSON. */
    public String least() {
        return policy(List.of("*"));
    }

    /** The least with which nothing can be removed but the repository's locks, as indented JSON. */
    public String appendOnly() {
        return policy(List.of("locks/*"));
    }

    private String policy(List<String> removable) {
        List<Map<String, Object>> statements = new ArrayList<>();
        statements.add(listing());
        statements.add(statement("ReadAndWrite", objectLock ? List.of("s3:GetObject", "s3:PutObject", "s3:PutObjectRetention") : List.of("s3:GetObject", "s3:PutObject"),
                List.of(arn("/" + prefix + "*"))));
        statements.add(statement("Remove", List.of("s3:DeleteObject"), removable.stream().map(below -> arn("/" + prefix + below)).toList()));
        if (!kmsKey.isEmpty()) {
            statements.add(statement("Encrypt", List.of("kms:GenerateDataKey", "kms:Decrypt"), List.of(kmsKey)));
        }
        Map<String, Object> policy = new LinkedHashMap<>();
        policy.put("Version", "2012-10-17");
        policy.put("Statement", statements);
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(policy);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts cannot be written as JSON", e);
        }
    }

    private Map<String, Object> listing() {
        Map<String, Object> listing = statement("List", List.of("s3:ListBucket"), List.of(arn("")));
        if (!prefix.isEmpty()) {
            listing.put("Condition", Map.of("StringLike", Map.of("s3:prefix", List.of(prefix + "*"))));
        }
        return listing;
    }

    private static Map<String, Object> statement(String name, List<String> actions, List<String> resources) {
        Map<String, Object> statement = new LinkedHashMap<>();
        statement.put("Sid", name);
        statement.put("Effect", "Allow");
        statement.put("Action", actions);
        statement.put("Resource", resources);
        return statement;
    }

    private String arn(String below) {
        String partition = region.startsWith("cn-") ? "aws-cn" : region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
        return "arn:" + partition + ":s3:::" + bucket + below;
    }
}
