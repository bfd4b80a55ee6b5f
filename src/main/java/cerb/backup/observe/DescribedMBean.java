package cerb.backup.observe;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.StandardMBean;

/** An MXBean whose descriptions come from {@link Description} on its interface. */
final class DescribedMBean extends StandardMBean {
    <T> DescribedMBean(T bean, Class<T> type) {
        super(bean, type, true);
    }

    @Override
    protected String getDescription(MBeanInfo info) {
        return Optional.ofNullable(getMBeanInterface().getAnnotation(Description.class)).map(Description::value).orElseGet(info::getDescription);
    }

    @Override
    protected String getDescription(MBeanAttributeInfo info) {
        return description(method -> method.getName().equals("get" + info.getName()) || method.getName().equals("is" + info.getName())).orElseGet(info::getDescription);
    }

    @Override
    protected String getDescription(MBeanOperationInfo info) {
        return description(method -> method.getName().equals(info.getName())).orElseGet(info::getDescription);
    }

    private Optional<String> description(Predicate<Method> wanted) {
        return Arrays.stream(getMBeanInterface().getMethods()).filter(wanted).findFirst().map(method -> method.getAnnotation(Description.class)).map(Description::value);
    }
}
