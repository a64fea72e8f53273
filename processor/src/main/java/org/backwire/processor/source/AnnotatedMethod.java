package org.backwire.processor.source;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import org.backwire.processor.graph.Callee;
import org.backwire.processor.graph.ClassRef;
import org.backwire.processor.graph.Lending;
import org.backwire.processor.graph.Member;
import org.backwire.processor.graph.Shape;
import org.jspecify.annotations.Nullable;

/**
 * A method that is annotated with {@code @Differentiable}, from source or from a class file, and what its companion offers.
 *
 * @param companion the class of the companion, whether it exists yet or not
 * @param parameters the names of the parameters, at least of those differentiated
 * @param wrt the indices of the differentiated parameters, in ascending order
 * @param derivatives the names of the constants of {@code Derivative} asked for, as the annotation orders them
 */
public record AnnotatedMethod(
        ExecutableElement element,
        ClassRef companion,
        List<String> parameters,
        List<Integer> wrt,
        Set<String> derivatives) {

    /** The qualified name of the annotation. */
    public static final String ANNOTATION = "org.backwire.Differentiable";
    /** The qualified name of the annotation of companions. */
    public static final String COMPANION_ANNOTATION = "org.backwire.GeneratedCompanion";

    /** Ends the names of companions, unless their authors chose others. */
    public static final String SUFFIX = "Grad";

    /** Its element that says whether the companion has the member of the same name. */
    public static final String PULLBACK_TANGENT = "vjpTangent";

    public AnnotatedMethod {
        parameters = List.copyOf(parameters);
        wrt = List.copyOf(wrt);
        derivatives = Collections.unmodifiableSet(new LinkedHashSet<>(derivatives));
    }

    /**
     * What is known of an annotated method; null if it is not annotated, or if it is in a class file that has lost the names
     * of the parameters and whose companion, which would know them, cannot be found.
     *
     * <p>Mistakes in the annotation are passed over: they are reported where the method is compiled.
     */
    public static @Nullable AnnotatedMethod of(ExecutableElement method, Elements elements, Types types) {
        Annotation annotation = Annotation.on(method, ANNOTATION, elements);
        if (annotation == null) {
            return null;
        }
        String named = annotation.string("companion");
        ClassRef companion = named.isEmpty() ? defaultCompanion(method) : inPackageOf(method, named);
        List<Integer> wrt = wrt(method, annotation.strings("wrt"), companion, elements);
        if (wrt == null) {
            return null;
        }
        List<String> parameters = parameters(method, wrt, companion, elements);
        return new AnnotatedMethod(method, companion, parameters, wrt, annotation.constants("value"));
    }

    /** What the graph knows of the method. */
    Callee callee(Member member, Lowering desk, CalleeFacts facts) {
        List<Shape> shapes = element.getParameters().stream()
                .map(parameter -> desk.records.parameterShape(parameter.asType()))
                .toList();
        Shape result = desk.records.shape(element.getReturnType());
        List<Integer> objects = IntStream.range(0, shapes.size())
                .filter(i -> desk.java.mayChange(element.getParameters().get(i).asType()))
                .boxed()
                .toList();
        Set<String> offered = new LinkedHashSet<>(derivatives);
        if (facts.hasPullbackTangent()) {
            offered.add("HVP");
        }
        return new Callee(
                member,
                companion,
                parameters,
                shapes,
                result,
                wrt,
                objects,
                offered,
                facts.steady(),
                facts.owns(),
                shapes.stream().allMatch(Shape.Single.class::isInstance) ? facts.lending() : Lending.NONE);
    }

    /** Whether callers may need {@code vjpTangent}: it returns no number and is differentiated in both directions. */
    public boolean wantsPullbackTangent() {
        return !element.getReturnType().getKind().isPrimitive() && hasGradients() && derivatives.contains("JVP");
    }

    /** Whether its companion may have a {@code forwardBackward} for callers. */
    public boolean hasGradients() {
        return derivatives.contains("GRADIENT");
    }

    /** {@code Outer.Inner.method} has the companion {@code OuterInnerMethodGrad}, unless the annotation gives another name. */
    public static ClassRef defaultCompanion(ExecutableElement method) {
        String name = method.getSimpleName().toString();
        List<String> classes = owner(method).simpleNames();
        StringBuilder companion = new StringBuilder(classes.get(0));
        classes.subList(1, classes.size()).forEach(inner -> companion.append(capitalised(inner)));
        companion.append(capitalised(name));
        return inPackageOf(method, companion.append(SUFFIX).toString());
    }

    /** A name as it stands behind another one. */
    static String capitalised(String name) {
        return Character.toString(Character.toUpperCase(name.codePointAt(0)))
                + name.substring(name.offsetByCodePoints(0, 1));
    }

    private static ClassRef inPackageOf(ExecutableElement method, String simpleName) {
        return ClassRef.of(owner(method).packageName(), simpleName);
    }

    private static ClassRef owner(ExecutableElement method) {
        return TypeOf.classRef(TypeOf.owner(method));
    }

    private static @Nullable List<Integer> wrt(
            ExecutableElement method, List<String> chosen, ClassRef companion, Elements elements) {
        List<String> names = namesIn(method);
        if (hasLostNames(names) && !names.containsAll(chosen)) {
            return recordedWrt(companion, elements);
        }
        List<Integer> indices = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            boolean isChosen = chosen.isEmpty() || chosen.contains(names.get(i));
            if (isChosen
                    && TypeOf.isDifferentiable(method.getParameters().get(i).asType())) {
                indices.add(i);
            }
        }
        return indices;
    }

    private static List<String> namesIn(ExecutableElement method) {
        return method.getParameters().stream()
                .map(parameter -> parameter.getSimpleName().toString())
                .toList();
    }

    /** A class file without debug information has no names; these stand in. */
    private static boolean hasLostNames(List<String> names) {
        for (int i = 0; i < names.size(); i++) {
            if (!names.get(i).equals("arg" + i)) {
                return false;
            }
        }
        return !names.isEmpty();
    }

    /** What the companion itself says. */
    private static @Nullable List<Integer> recordedWrt(ClassRef companion, Elements elements) {
        TypeElement type = elements.getTypeElement(companion.toString());
        Annotation annotation = type == null ? null : Annotation.on(type, COMPANION_ANNOTATION, elements);
        List<Integer> indices = annotation == null ? List.of() : annotation.integers("wrt");
        return indices.isEmpty() ? null : indices;
    }

    /** The names of the parameters; where they are lost, the gradient's components still have those that count. */
    private static List<String> parameters(
            ExecutableElement method, List<Integer> wrt, ClassRef companion, Elements elements) {
        List<String> names = new ArrayList<>(namesIn(method));
        TypeElement gradient = hasLostNames(names) ? elements.getTypeElement(companion + ".Gradient") : null;
        List<? extends RecordComponentElement> components =
                gradient == null ? List.of() : gradient.getRecordComponents();
        if (components.size() == wrt.size() + 1) {
            for (int i = 0; i < wrt.size(); i++) {
                // The first component is the value; the others are named d and the parameter.
                names.set(
                        wrt.get(i),
                        components.get(i + 1).getSimpleName().toString().substring(1));
            }
        }
        return names;
    }
}
