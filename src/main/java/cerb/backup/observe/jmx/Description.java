package cerb.backup.observe.jmx;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import javax.management.DescriptorKey;

/** What an MBean, an attribute or an operation means, for those who look at it in a console. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.PARAMETER})
public @interface Description {
    /** What it means, a phrase or a sentence. */
    String value();

    /** The unit of a number, such as seconds; shown as JMX's descriptor {@code units}. */
    @DescriptorKey("units")
    String unit() default "";
}
