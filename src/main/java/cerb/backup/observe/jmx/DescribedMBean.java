package cerb.backup.observe.jmx;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.StandardMBean;

/** An MXBean whose descriptions come from {@link Description} on its interface. */
public final class DescribedMBean extends StandardMBean {
    /** Shows a bean by one of its interfaces. */
    public <T> DescribedMBean(T bean, Class<T> type) {
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

    @Override
    protected String getDescription(MBeanOperationInfo info, MBeanParameterInfo parameter, int sequence) {
        return method(method -> method.getName().equals(info.getName())).map(method -> method.getParameters()[sequence].getAnnotation(Description.class)).map(Description::value)
                .orElseGet(parameter::getDescription);
    }

    private Optional<String> description(Predicate<Method> wanted) {
        return method(wanted).map(method -> method.getAnnotation(Description.class)).map(Description::value);
    }

    private Optional<Method> method(Predicate<Method> wanted) {
        return Arrays.stream(getMBeanInterface().getMethods()).filter(wanted).findFirst();
    }
}
