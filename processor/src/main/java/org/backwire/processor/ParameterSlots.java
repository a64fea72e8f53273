package org.backwire.processor;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import org.backwire.processor.graph.Diagnosis;
import org.backwire.processor.graph.Problem;
import org.backwire.processor.source.AnnotatedMethod;

/**
 * Counts what the companion passes: the JVM allows 255 slots, of which a {@code double} or {@code long} takes two, and the
 * members of the companion pass more than the method.
 */
final class ParameterSlots {
    private static final int MOST = 255;

    private record Member(String name, int slots) {}

    private ParameterSlots() {}

    static List<Diagnosis> check(Subject subject, AnnotatedMethod method) {
        Member longest = members(subject, method).stream()
                .max(Comparator.comparingInt(Member::slots))
                .orElseThrow();
        return longest.slots() <= MOST
                ? List.of()
                : List.of(subject.diagnosis(
                        Problem.TOO_MANY_PARAMETERS,
                        subject.tree(),
                        subject.name(),
                        longest.name(),
                        Integer.toString(longest.slots())));
    }

    /** The members with the most parameters, {@code this} included. */
    private static List<Member> members(Subject subject, AnnotatedMethod method) {
        int result = slots(subject.element().getReturnType());
        int all = 0;
        int wrt = 0;
        int destinations = 0;
        int trailing = 0;
        List<? extends VariableElement> parameters = subject.element().getParameters();
        for (int i = 0; i < parameters.size(); i++) {
            TypeMirror type = parameters.get(i).asType();
            all += slots(type);
            if (method.wrt().contains(i)) {
                wrt += slots(type);
                destinations += type.getKind() == TypeKind.ARRAY ? 1 : 0;
                trailing = type.getKind().isPrimitive() ? 1 : trailing;
            }
        }
        Set<String> asked = method.derivatives();
        List<Member> members = new ArrayList<>(List.of(new Member("forward", 1 + all)));
        if (asked.contains("GRADIENT")) {
            members.add(new Member("vjp", all + result));
            members.add(new Member("the constructor of Gradient", 1 + result + wrt));
            members.add(new Member("valueAndGradient", all + destinations + trailing));
        }
        if (asked.contains("JVP") || asked.contains("JACOBIAN")) {
            members.add(new Member("jvp", all + wrt));
            members.add(new Member("the constructor of Jacobian", 1 + result + wrt));
        }
        if (asked.contains("HVP") || asked.contains("HESSIAN")) {
            members.add(new Member("hvp", all + wrt));
            members.add(new Member("the constructor of HessianProduct", 1 + result + 2 * wrt));
        }
        return members;
    }

    private static int slots(TypeMirror type) {
        return type.getKind() == TypeKind.DOUBLE || type.getKind() == TypeKind.LONG ? 2 : 1;
    }
}
