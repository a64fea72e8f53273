package org.backwire.processor.source;

import com.sun.source.tree.MethodTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.ExecutableElement;
import org.backwire.processor.graph.ClassRef;
import org.backwire.processor.graph.MentionedClasses;
import org.backwire.processor.graph.Problem;
import org.backwire.processor.graph.Region;

/**
 * Parameters with the name of a class whose static members the companion uses, where the method may have them without it: {@code scale} for
 * {@code W.scale}. Their names stay as they are, so that class could not be named (JLS 6.4.2). Java's own classes can, with their package.
 */
final class ObscuredClasses {
    private final Lowering desk;
    private final Map<String, ClassRef> mentioned;

    private ObscuredClasses(Lowering desk, Map<String, ClassRef> mentioned) {
        this.desk = desk;
        this.mentioned = mentioned;
    }

    /** Refuses such parameters of the method that was read, and of those it calls that call themselves. */
    static void refuse(Lowering desk, ExecutableElement method, MethodTree tree) {
        List<Region> bodies = new ArrayList<>();
        bodies.add(desk.region.yielding());
        desk.recursions.helpers().forEach(helper -> bodies.add(helper.function().body()));
        ObscuredClasses obscured = new ObscuredClasses(desk, MentionedClasses.in(bodies, desk.keptCalls.all()));
        obscured.refuse(method, tree);
        desk.recursions.sources().forEach(obscured::refuse);
    }

    private void refuse(ExecutableElement method, MethodTree tree) {
        for (int i = 0; i < tree.getParameters().size(); i++) {
            String name = method.getParameters().get(i).getSimpleName().toString();
            ClassRef type = mentioned.get(name);
            if (type != null
                    && !type.packageName().startsWith("java.")
                    && !type.packageName().equals("org.backwire")) {
                desk.refuse(Problem.OBSCURED_CLASS, tree.getParameters().get(i), name, type.toString());
            }
        }
    }
}
