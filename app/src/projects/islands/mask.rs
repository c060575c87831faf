//! Drawing the zones of a picture that are to be masked: with a mouse, a finger, or keys.

use leptos::{ev, prelude::*, svg, web_sys};

/// The whole width, and the whole height, of a picture.
const WHOLE: f64 = 1_000.0;
/// A smaller rectangle than this was a slip, not a zone.
const LEAST: u16 = 15;
/// How far a key moves or stretches a zone.
const STEP: i32 = 10;

/// Left side, upper side, width and height, in thousandths of the picture.
type Zone = [u16; 4];

/// A zone that was drawn; it keeps its number while others come and go.
#[derive(Clone, Copy, PartialEq)]
struct Drawn {
    number: u32,
    zone: RwSignal<Zone>,
}

/// The zones, and what is being drawn.
#[derive(Clone, Copy)]
struct Drawing {
    zones: RwSignal<Vec<Drawn>>,
    last: RwSignal<u32>,
    /// Where the pointer went down, and the zone that grows from there.
    begun: RwSignal<Option<(u16, u16, Drawn)>>,
    frame: NodeRef<svg::Svg>,
}

impl Drawing {
    fn new(text: &str) -> Self {
        let drawing = Self { zones: RwSignal::new(Vec::new()), last: RwSignal::new(0), begun: RwSignal::new(None), frame: NodeRef::new() };
        for zone in text.split(';') {
            let parts: Vec<u16> = zone.split(',').filter_map(|part| part.parse().ok()).collect();
            if let Ok(zone) = parts.try_into() {
                drawing.add(zone);
            }
        }
        drawing
    }

    fn add(self, zone: Zone) -> Drawn {
        let number = self.last.get_untracked() + 1;
        self.last.set(number);
        let drawn = Drawn { number, zone: RwSignal::new(zone) };
        self.zones.update(|zones| zones.push(drawn));
        drawn
    }

    fn remove(self, number: u32) {
        self.zones.update(|zones| zones.retain(|drawn| drawn.number != number));
    }

    /// What the form sends.
    fn text(self) -> String {
        let zone = |drawn: &Drawn| drawn.zone.get().map(|part| part.to_string()).join(",");
        self.zones.get().iter().map(zone).collect::<Vec<_>>().join(";")
    }

    /// Where in the picture the pointer is.
    fn point(self, event: &web_sys::PointerEvent) -> Option<(u16, u16)> {
        let frame = self.frame.get_untracked()?.get_bounding_client_rect();
        let part = |at: i32, start: f64, length: f64| ((f64::from(at) - start) / length * WHOLE).clamp(0.0, WHOLE) as u16;
        Some((part(event.client_x(), frame.left(), frame.width()), part(event.client_y(), frame.top(), frame.height())))
    }

    fn down(self, event: &web_sys::PointerEvent) {
        // A second finger draws nothing: two pinch.
        if !event.is_primary() {
            return;
        }
        let Some((x, y)) = self.point(event) else { return };
        event.prevent_default();
        if let Some(frame) = self.frame.get_untracked()
            && frame.set_pointer_capture(event.pointer_id()).is_err()
        {
            leptos::logging::warn!("the pointer could not be followed outside the picture");
        }
        let drawn = self.add([x, y, 0, 0]);
        self.begun.set(Some((x, y, drawn)));
    }

    fn moved(self, event: &web_sys::PointerEvent) {
        if let (true, Some((from_x, from_y, drawn)), Some((x, y))) = (event.is_primary(), self.begun.get_untracked(), self.point(event)) {
            drawn.zone.set([from_x.min(x), from_y.min(y), from_x.abs_diff(x), from_y.abs_diff(y)]);
        }
    }

    fn up(self) {
        if let Some((.., drawn)) = self.begun.get_untracked() {
            let [_, _, width, height] = drawn.zone.get_untracked();
            if width < LEAST || height < LEAST {
                self.remove(drawn.number);
            }
        }
        self.begun.set(None);
    }
}

/// The zone after a key: arrows move it, with the shift key they stretch or shrink it. Nothing for any other key.
fn led(zone: Zone, key: &str, stretch: bool) -> Option<Zone> {
    let (x, y) = match key {
        "ArrowLeft" => (-STEP, 0),
        "ArrowRight" => (STEP, 0),
        "ArrowUp" => (0, -STEP),
        "ArrowDown" => (0, STEP),
        _ => return None,
    };
    let [left, top, width, height] = zone.map(i32::from);
    let within = |value: i32, least: i32, most: i32| u16::try_from(value.clamp(least, most.max(least))).unwrap_or_default();
    let whole = WHOLE as i32;
    Some(if stretch {
        let least = i32::from(LEAST);
        [zone[0], zone[1], within(width + x, least, whole - left), within(height + y, least, whole - top)]
    } else {
        [within(left + x, 0, whole - width), within(top + y, 0, whole - height), zone[2], zone[3]]
    })
}

#[component]
fn ZoneShape(drawn: Drawn, drawing: Drawing) -> impl IntoView {
    let part = move |part: usize| move || drawn.zone.get()[part].to_string();
    let on_key = move |event: ev::KeyboardEvent| {
        if matches!(&*event.key(), "Delete" | "Backspace") {
            event.prevent_default();
            drawing.remove(drawn.number);
        } else if let Some(zone) = led(drawn.zone.get_untracked(), &event.key(), event.shift_key()) {
            event.prevent_default();
            drawn.zone.set(zone);
        }
    };
    let label = format!("Zone {}\u{a0}: les flèches la déplacent, avec Majuscule elles l’étirent, Suppr la retire", drawn.number);
    view! { <rect id=format!("zone-{}", drawn.number) tabindex="0" role="button" aria-label=label x=part(0) y=part(1) width=part(2) height=part(3) on:keydown=on_key></rect> }
}

/// The picture and the zones drawn over it. Without JavaScript it shows those that it was made with.
pub(super) fn mask_tool(source: String, width: u32, height: u32, zones: &str) -> impl IntoView + use<> {
    let drawing = Drawing::new(zones);
    let awake = RwSignal::new(false);
    Effect::new(move || awake.set(true));
    let add = move |_| {
        let drawn = drawing.add([400, 400, 200, 200]);
        // Once it is in the page.
        request_animation_frame(move || super::form::focus_shape(&format!("zone-{}", drawn.number)));
    };
    let tools = move || {
        awake.get().then(|| {
            view! {
                <p class="field-help">"Tracez un rectangle avec la souris ou le doigt, ou ajoutez une zone et menez-la avec les flèches du clavier."</p>
                <p class="button-row"><button class="button quiet" type="button" on:click=add>"Ajouter une zone"</button></p>
            }
        })
    };
    view! {
        {tools}
        <div class="mask-frame">
            <img src=source width=width.to_string() height=height.to_string() alt="L’image à préparer" draggable="false"/>
            <svg
                node_ref=drawing.frame
                viewBox="0 0 1000 1000"
                preserveAspectRatio="none"
                role="group"
                aria-label="Zones à masquer"
                on:pointerdown=move |event| drawing.down(&event)
                on:pointermove=move |event| drawing.moved(&event)
                on:pointerup=move |_| drawing.up()
                on:pointercancel=move |_| drawing.up()
            >
                <For each=move || drawing.zones.get() key=|drawn| drawn.number let:drawn>
                    <ZoneShape drawn drawing/>
                </For>
            </svg>
        </div>
        // Without JavaScript zones are typed in numbers: those that were only looked at must not be sent beside them.
        <input type="hidden" name=move || awake.get().then_some("zones") value=move || drawing.text()/>
        <ul class="mask-zones">
            <For each=move || drawing.zones.get() key=|drawn| drawn.number let:drawn>
                <li><button class="button plain" type="button" on:click=move |_| drawing.remove(drawn.number)>{format!("Retirer la zone {}", drawn.number)}</button></li>
            </For>
        </ul>
    }
}
