/** The MBeans as a console sees them: interfaces whose attributes carry description and unit, and operations whose errors are sentences. What answers them is in {@code observe}. */
package cerb.backup.observe.jmx;
